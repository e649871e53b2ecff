//! First letters of the pinyin of GB 2312's characters.

/// The first character of the first level with each letter; that level is sorted by pinyin.
pub(super) const FIRST: (&str, &[u8]) =
    ("啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", b"abcdefghjklmnopqrstwxyz");

/// The letter of each character of the second level, which is sorted by radicals (readings: Unihan, kMandarin).
pub(super) const SECOND: &str = include_str!("second_level.txt");

/// Characters of names that are read in more than one way, with the letter that the tables above lack.
pub(super) const ALSO: &str = "\
    长z 重c 曾c 单s 解x 仇q 区o 查z 翟z 乐y 行h 车j 石d 沈c 召s 厦s 埔b 堡p 弄l 盛c 尉y 会k 洞t 谷y \
    巷h 参s 朝z 调t 折s 传z 藏z 降x 覃q 角l 夏j 叶x 缪l 秘b 繁p 种c 祭z 阿e 隗w 冼s 郗c 佴n 褚z";
