"""Characters of names (姓名用字): written forms that stand for one another, and their sound without tone.

Two tables of our own, of characters that names use, because a whole conversion of scripts would turn names into other names:
variant characters (异体字, both in use on identity cards) and traditional forms (繁体字). What they lack still meets by its sound.
Sounds come from pypinyin, once for each character; a first character is read as a surname (仇 qiu, 单 shan).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Character", "characters"]

VARIANTS = (
    "弌一 弎三 邱丘 廼乃 迺乃 弍二 讎仇 讐仇 崘仑 崙仑 戴代 俢修 脩修 付傅 勛勋 勳勋 昇升 陞升 劦协 恊协 衞卫 曆历 敍叙 敘叙 喆哲 堃坤 寜宁 寧宁 甯宁 寳宝 寶宝 嵗岁 嶽岳 峯峰 "
    "秊年 庒庄 荘庄 莊庄 菴庵 恆恒 慤悫 愼慎 揚扬 敭扬 颺扬 敎教 旹时 崐昆 崑昆 暎映 曉晓 暉晖 麯曲 麴曲 麹曲 邨村 菓果 栢柏 栁柳 桞柳 槑梅 棊棋 碁棋 匯汇 彙汇 滙汇 洩泄 濬浚 "
    "皓浩 凃涂 塗涂 湧涌 淸清 澂澄 灝灏 煒炜 烱炯 昞炳 昺炳 鍊炼 燻熏 薰熏 珎珍 琹琴 晧浩 暠浩 眞真 叡睿 秌秋 穐秋 祕秘 穉稚 羣群 翺翱 甦苏 肖萧 虗虚 煇辉 逈迥 閆阎 閻阎 闫阎 "
    "靑青"
)
"""Another form, the form compared."""

TRADITIONAL = (
    "萬万 業业 東东 絲丝 嚴严 豐丰 為为 麗丽 舉举 義义 烏乌 喬乔 習习 鄉乡 書书 爭争 雲云 產产 親亲 億亿 從从 儀仪 眾众 優优 會会 偉伟 餘余 蘭兰 關关 興兴 養养 岡冈 軍军 農农 "
    "馮冯 沖冲 淨净 涼凉 鳳凤 芻刍 劉刘 辦办 動动 勵励 勞劳 勢势 醫医 華华 盧卢 衛卫 廠厂 歷历 縣县 雙双 發发 葉叶 號号 聽听 啓启 啟启 吳吴 詠咏 響响 喚唤 團团 園园 國国 圖图 "
    "圓圆 聖圣 場场 堅坚 處处 復复 奮奋 獎奖 婭娅 嬌娇 娛娱 嫻娴 嬋婵 嬡嫒 孫孙 學学 實实 審审 憲宪 宮宫 寬宽 賓宾 對对 導导 壽寿 爾尔 盡尽 層层 屆届 歲岁 島岛 嶺岭 峽峡 鞏巩 "
    "帥帅 師师 幫帮 廣广 慶庆 廬庐 應应 龐庞 開开 張张 強强 歸归 當当 錄录 彥彦 徵征 徑径 憶忆 懷怀 憐怜 總总 戀恋 願愿 戰战 戶户 撫抚 護护 報报 擁拥 換换 據据 數数 斕斓 時时 "
    "曄晔 術术 機机 雜杂 權权 楊杨 傑杰 楓枫 棟栋 樹树 橋桥 樺桦 夢梦 檢检 櫻樱 歡欢 歐欧 畢毕 氣气 漢汉 湯汤 澤泽 潔洁 濟济 渾浑 濤涛 漣涟 潤润 淵渊 溫温 灣湾 滿满 濱滨 灘滩 "
    "燈灯 靈灵 燦灿 點点 煉炼 燭烛 燁烨 煥焕 愛爱 獻献 瑪玛 環环 現现 璽玺 瓊琼 瑤瑶 電电 畫画 監监 蓋盖 碩硕 確确 禮礼 禎祯 禪禅 離离 種种 積积 稱称 穩稳 窮穷 竇窦 競竞 篤笃 "
    "筆笔 築筑 簡简 類类 糧粮 紅红 約约 紀纪 純纯 綱纲 綸纶 紋纹 線线 練练 組组 織织 終终 紹绍 經经 結结 繪绘 給给 統统 繡绣 繼继 績绩 緒绪 續续 綺绮 維维 綠绿 緣缘 纓缨 網网 "
    "羅罗 翹翘 聶聂 職职 聯联 聰聪 肅肃 勝胜 腦脑 騰腾 艷艳 豔艳 藝艺 節节 蘆芦 葦苇 蒼苍 蘇苏 範范 荊荆 薈荟 榮荣 蔭荫 藥药 蓮莲 瑩莹 蕭萧 薩萨 蔣蒋 藍蓝 蘊蕴 虛虚 補补 見见 "
    "觀观 規规 視视 覽览 覺觉 計计 讓让 訓训 議议 記记 講讲 許许 論论 設设 訪访 証证 證证 評评 詞词 譯译 詩诗 誠诚 話话 詳详 語语 說说 請请 諸诸 諾诺 讀读 諒谅 談谈 謀谋 謝谢 "
    "謙谦 譚谭 貝贝 貞贞 財财 賢贤 質质 貴贵 賀贺 賈贾 賞赏 賜赐 賴赖 讚赞 贊赞 贏赢 趙赵 躍跃 車车 軒轩 轉转 輪轮 輕轻 輔辅 輝辉 輯辑 達达 邁迈 運运 還还 進进 遠远 連连 遲迟 "
    "跡迹 選选 鄧邓 鄔邬 鄒邹 鄰邻 鄭郑 鑑鉴 鑒鉴 針针 釗钊 釵钗 鍾钟 鐘钟 鋼钢 欽钦 鈞钧 鈺钰 錢钱 鐵铁 鈴铃 銅铜 銘铭 銀银 鑄铸 鎖锁 鋒锋 銳锐 錫锡 錦锦 鍵键 鎮镇 鏡镜 長长 "
    "門门 闖闯 間间 閔闵 聞闻 閩闽 閣阁 閱阅 闊阔 隊队 陽阳 陰阴 階阶 際际 陸陆 陳陈 雋隽 難难 靜静 韋韦 頂顶 項项 順顺 顧顾 頌颂 領领 頡颉 頻频 穎颖 題题 顏颜 風风 飛飞 館馆 "
    "馬马 馳驰 駒驹 驍骁 驕骄 驗验 駿骏 騫骞 鮮鲜 鯤鲲 鳴鸣 鷗鸥 鸞鸾 鴻鸿 鵬鹏 鶴鹤 鷹鹰 麥麦 黃黄 齊齐 齡龄 龍龙 龔龚 龜龟"
)
"""A traditional form, the form compared."""

SURNAMES = (
    "仇qiu 单shan 曾zeng 解xie 查zha 朴piao 区ou 盖ge 翟zhai 缪miao 冼xian 洗xian 繁po 员yun 种chong 重chong 秘bi 召shao 折she 黑he 晟cheng 句gou "
    "乐yue 尉yu 万wan 宓mi 祭zhai 隗wei 逄pang 乜nie 覃qin 岑cen 佘she 麻ma 燕yan 应ying 宁ning 任ren 华hua 纪ji 令ling 葛ge 谌chen 郇xun 哈ha 那na"
)
"""Surnames with the sound they have as surnames."""


class Character(NamedTuple):
    """A character, the form it is compared in, its sound in a name and as a surname."""

    character: str
    plain: str
    sound: str
    surname: str


def characters(found: Iterable[str]) -> list[Character]:
    """Each character once, with its form and sounds; what has no sound sounds as itself."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - half a second of every start, for likeness only

    plain = {pair[0]: pair[1] for pair in f"{VARIANTS} {TRADITIONAL}".split()}
    surnames = {word[0]: word[1:] for word in SURNAMES.split()}
    return [
        Character(each, form, sound, surnames.get(form, sound))
        for each in sorted(set(found))
        for form in (plain.get(each, each),)
        for sound in (lazy_pinyin(form)[0],)
    ]
