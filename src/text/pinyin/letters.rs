//! First letters of the pinyin of GB 2312's characters.

/// The first character of the first level with each letter; that level is sorted by pinyin.
pub(super) const FIRST: [(char, u8); 23] = [
    ('啊', b'a'),
    ('芭', b'b'),
    ('擦', b'c'),
    ('搭', b'd'),
    ('蛾', b'e'),
    ('发', b'f'),
    ('噶', b'g'),
    ('哈', b'h'),
    ('击', b'j'),
    ('喀', b'k'),
    ('垃', b'l'),
    ('妈', b'm'),
    ('拿', b'n'),
    ('哦', b'o'),
    ('啪', b'p'),
    ('期', b'q'),
    ('然', b'r'),
    ('撒', b's'),
    ('塌', b't'),
    ('挖', b'w'),
    ('昔', b'x'),
    ('压', b'y'),
    ('匝', b'z'),
];

/// The letter of each character of the second level, which is sorted by radicals (readings: Unihan, kMandarin).
pub(super) const SECOND: &[u8] = b"\
    cjwgnspgcgnegypbtyyzdxykygtzjnmjqmbsgzscyjsyyfpgkbzgydywjkgkljswkpjqhyjwrdzlsgmrypywwcckznkyygttngje\
    ykkzytcjnmcylqlypyqfqrpzslwbtgkjfyxjwzltbncxjjjjtxdttsqzycdxxhgckbphffsstybgmxlpbyllbhlxsmzmyjhsojng\
    hdzqyklgjhsgqzhxqgkezzwyscscjxyeyxadzpmdssmzjzqjyzcjjfwqjbdzbxgznzcpwhkxhqkmwfbpbydtjzzkqhylygxfptyj\
    yyzpszlfchmqshgmxxsxjyqdcsbbqbefsjyhwwgzkpylqbgldlcctnmayddkssngycsgxlyzaypnptsdkdylhgymylcxpycjndqj\
    wqqxfyyfjlejpzrxccqwqqsbzkymgplbmjrqcflnymyqmsqtrbcjthztqfrxqhxmjjcjlxxgjmshzkbswyemyltxfsydsglycjqx\
    sjnqbsctyhbftdcyjdjwyghqfrxwckqkxebptlpxjzsrmebwhjlbjslyysmdxlclqkxlhxjrzjmfqhxhwywsbhtrxxglhqhfnmgy\
    kldyxzpylggsmtcfpajjzyljtyanjgbjplqgdzyqyaxbkysecjsznslyzhzxlzcghpxzhznytdsbcjkdlzyyfwydlebbgqyzkggl\
    dndnyskjshdlyxbcghxypkdjmmzngmmclgwzszxzjfznmlzzthcsydbdllscddnlkjykjsycjlkohqasdknhcsganhdaashtcplc\
    pqybsdmpjlpcjoqlcdhjjysprchnwjnlhlyyqyhwzptczgwwmzffjqqqqyxaclbhkdjxdgmmydjxzllsygxgkjrywzwyclzmssjz\
    ldbydcpcxyhlxchyzjqsqqagmnyxpfrkssbjlyxysyglnscmhcwwmnzjjlxxhchsyzsttxrycyxbyhcsmxjsznpwgpxxtaybgajc\
    xlyxdccwzocwkccsbnhcpdyznfcyytyckxkybsqkkytqqxfcwchcykelzqbsqyjqcclmthsywhmktlkjlycxwheqqhtqhqpqsqsc\
    fymmdmgbwhwlgsllystlmlxpthmjhwljzyhzjxhtxjlhxrswlwzjcbxmhzqxsdzpmgfcsglsxymjshxpjxwmyqksmyplrthbxftp\
    mhyxlchlhlzylxgsssstclsldclrpbhzhxyyfhbmgdmycnqqwlqhjjcywjzyejjdhpblqxtqkwhlchqxagtlxljxmsljhtzkzjec\
    xjcjnmfbycsfywybjzgnysdzsqyrsljpclpwxsdwejbjcbcnaytwgmpapclyqpclzxsbnmsggfnzjjbzsfzyndxhplqkzczwalsb\
    ccjxsyzgwkypsgxfzfcdkhjgxtlqfsgdslqwzkxtmhsbgzmjzrglyjbpmlmsxlzjqqhzyjczydjwbwjklddpmjegxyhylxhlqyqh\
    kycwcjmyyxnatjhyccxzpcqlbzwwytwbqcmlpmyrjcccxfpznzzljplxxyztzlgdldcklyrzzgqtgjhhgjljaxfgfjzslcfdqzlc\
    lgjdjzsnzlljpjqdcclcjxmyzftsxgcgsbrzxjqqctzhgyqtjqqlzxjylylbcyamcstylpdjbyregklzyzhlyszqlznwczcllwjq\
    jjjkdgjzolbbzppglghtgzxyjhzmycnqcycyhbhgxkamtxyxnbskyzzgjzlqjdfcjxdygjqjjpmgwgjjjpkqsbgbmmcjssclpqpd\
    xcdyykypcjddyygywrhjrtgznyqldkljszzgzqzjgdykshpzmtlcpwnjyfyzdjcnmwescyglbtzcgmssllyxysxsbsjsbbsgghfj\
    lypmzjnlyywdqshzxtyywhmcyhywdbxbtlmsyyyfsxjcbdxxlhjhfssxzqhfzmzcztqcxzxrttdjhnnyzqqmtqdmmgyydxmjgdhc\
    dyzbffallztdltfxmxqzdngwqdbdcdjdxbzgsqqddjcmbkzffxmkdmdsyyszcmljdsynsprskmkmpcklgtbqtfzswtfgglyplljz\
    hgjjgypzltcsmcnbtjbqfkthbyzgkpbbymtdssxtbnpdkleycjnyddykzddhqhsdzsctarlltkzlgecllkjlqjaqnbdkkghpjtzq\
    ksecshalqfmmgjnlyjbbtmlyzxdcjpldlpcqdhzycbzsczbzmsljflkrzjsnfrgjhxpdhyjybzgdlqcsezgxlblgyxtwmabchecm\
    wyjyzlljjyhlgndjlslygkdzpzxjyyzlwcxszfgwyydlyhcljscmbjhblyzlycblydpdqysxqzbytdkyxjyycnrjmpdjgklcljbc\
    tbjddbblblczqrppxjcjlzcshltoljnmdddlngkathqhjhykheznmshrphqqjchgmfprxhjgdychghlyrzqlcyqjnzsqtkqjymsz\
    swlcfqqqxyfggyptqwlmcrnfkkfsyylqbmqammmyxctpshcptxxzzsmphpshmclmldqfyqxszyjdjjzzhqpdszglstjbckbxyqzy\
    sgpsxqzqzrqtbdkyxzkhhgflbcsmdldgdzdblzyycxnncsybzbfglzzxswmsccmqnjqsbdqsjtxxmbltxzclzshzcxrqjgjylxzf\
    jphymzqqydfqjjlzznzjsdgzygctxmzysctlkphtxhtlbjxjlxscdqxcbbtjfqzfsltjbtkqbxxjjljchczdbzjdczjdcprnpqcj\
    pfczlclzxzdmxmphjsgzgszzqjylwtjpfsyaxmcjbtzkycwmytzsjjlqcqlwzmalbxyfbpnlsfhtgjwejjxxglljstgshjqlzfkc\
    gnndszfdeqfhbsaqtgylbxmmygszldydqmjjrgbjtkgdhgkblqkbdmbylxwcxyttybkmrtjzxqjbhlmhmjjzmqasldcyxyqdlqca\
    fywyxqhz";

/// Characters of names that are read in more than one way, with the letter that the tables above lack.
pub(super) const ALSO: &[(char, u8)] = &[
    ('长', b'z'),
    ('重', b'c'),
    ('曾', b'c'),
    ('单', b's'),
    ('解', b'x'),
    ('仇', b'q'),
    ('区', b'o'),
    ('查', b'z'),
    ('翟', b'z'),
    ('乐', b'y'),
    ('行', b'h'),
    ('车', b'j'),
    ('石', b'd'),
    ('沈', b'c'),
    ('召', b's'),
    ('厦', b's'),
    ('埔', b'b'),
    ('堡', b'p'),
    ('弄', b'l'),
    ('盛', b'c'),
    ('尉', b'y'),
    ('会', b'k'),
    ('洞', b't'),
    ('谷', b'y'),
    ('巷', b'h'),
    ('参', b's'),
    ('朝', b'z'),
    ('调', b't'),
    ('折', b's'),
    ('传', b'z'),
    ('藏', b'z'),
    ('降', b'x'),
    ('覃', b'q'),
    ('角', b'l'),
    ('夏', b'j'),
    ('叶', b'x'),
    ('缪', b'l'),
    ('秘', b'b'),
    ('繁', b'p'),
    ('种', b'c'),
    ('祭', b'z'),
    ('阿', b'e'),
    ('隗', b'w'),
    ('冼', b's'),
    ('郗', b'c'),
    ('佴', b'n'),
    ('褚', b'z'),
];
