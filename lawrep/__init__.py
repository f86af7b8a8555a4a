from lawrep.pipeline import extract
