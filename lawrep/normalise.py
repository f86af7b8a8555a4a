"""Bring the many ways of printing one character to one, character for character.

NFKC would make `m2` of `㎡` and `1` of `①` and move every later offset; here each character stays where it is, so
that an offset into the normalised text is an offset into the report.
"""

WIDE = "０１２３４５６７８９％．＋－／：；（）～–\u3000\u00a0\t"
NARROW = "0123456789%.+-/:;()~-   "

# The traditional form of each character that occurs in the words of the data files, and what it stands for.
TRADITIONAL = (
    "亞亚 佈布 來来 侖仑 個个 傢家 僅仅 價价 億亿 內内 兩两 冊册 凈净 別别 則则 剋克 劃划 劑剂 務务 勝胜 區区 厤历 參叁 叄叁 叢丛 員员 "
    "問问 單单 噸吨 噹当 嚮向 國国 圓圆 圖图 執执 堅坚 報报 場场 塊块 壓压 夥伙 學学 實实 將将 專专 對对 屆届 層层 峯峰 崙仑 嵗岁 幀帧 "
    "幣币 幫帮 幾几 庫库 廳厅 張张 彆别 彔录 後后 應应 戰战 戶户 捲卷 揚扬 撥拨 擔担 擬拟 擴扩 攝摄 數数 於于 旂旗 昇升 時时 晝昼 曆历 "
    "曏向 條条 棟栋 業业 樁桩 標标 樣样 機机 檔档 檯台 歐欧 歲岁 歷历 毀毁 決决 況况 淨净 減减 準准 滿满 漲涨 為为 燬毁 爭争 爲为 爾尔 "
    "牀床 現现 環环 畝亩 當当 發发 盃杯 盞盏 盤盘 盧卢 眾众 睏困 確确 碼码 礎础 種种 窩窝 筆笔 箇个 節节 築筑 簡简 簽签 籌筹 籤签 紀纪 "
    "約约 納纳 組组 結结 統统 綑捆 經经 締缔 緻致 縣县 縮缩 總总 績绩 織织 繼继 續续 纍累 羣群 聯联 職职 臨临 臺台 與与 舉举 舘馆 茲兹 "
    "華华 萬万 蓆席 蓋盖 蘭兰 處处 衆众 衕同 裏里 補补 裡里 製制 覈核 規规 親亲 計计 記记 設设 証证 詞词 誌志 課课 調调 謀谋 講讲 證证 "
    "譭毁 議议 讓让 貝贝 負负 責责 貳贰 貼贴 趕赶 踰逾 躍跃 車车 載载 輕轻 輛辆 輪轮 辦办 迴回 週周 進进 過过 達达 違违 遞递 遠远 邁迈 "
    "鄉乡 鄰邻 釐厘 針针 鈡钟 銖铢 錄录 錢钱 錯错 録录 鍼针 鍾钟 鎊镑 鎭镇 鎮镇 鐘钟 長长 門门 開开 間间 閤合 闆板 陞升 陸陆 隊队 階阶 "
    "際际 隻只 雙双 難难 電电 韆千 韓韩 頁页 頂顶 頃顷 項项 預预 頓顿 頭头 頸颈 顆颗 題题 類类 顧顾 颱台 餘余 館馆 馬马 體体 髮发 麪面 "
    "麫面 麯曲 麴曲 麵面 點点 黨党 齣出 "
)
TELLING = "個為與會萬條"  # a text in traditional script has at least one of these

TO_NARROW = tuple(zip(WIDE, NARROW, strict=True))
TO_SIMPLIFIED = {ord(pair[0]): pair[1] for pair in TRADITIONAL.split()}


def normalise(text: str) -> str:
    """Return `text` with half-width digits, signs and spaces and simplified characters; as long as `text`.

    >>> normalise("１２萬餘人　增长５％")
    '12万余人 增长5%'
    """
    for wide, narrow in TO_NARROW:  # str.replace is fifty times as fast here as str.translate
        text = text.replace(wide, narrow)
    if any(character in text for character in TELLING):
        text = text.translate(TO_SIMPLIFIED)
    return text
