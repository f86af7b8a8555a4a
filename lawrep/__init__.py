from lawrep.pipeline import extract
from lawrep.write import to_json
