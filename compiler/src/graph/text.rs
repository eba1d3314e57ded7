//! Text in a picture: how wide it is at most, how it is shortened, and what may not stand in it at all. The metric is a
//! table, so that a picture is the same on every machine.

/// Widths of ASCII characters in hundredths of the font's size, in the widest of the usual sans fonts (`DejaVu Sans`,
/// measured): in the others a text is narrower, and still inside of its box.
const WIDTHS: &[(u32, &str)] = &[
    (28, "'ijl"),
    (30, "IJ"),
    (32, " ,."),
    (34, "/:;\\|"),
    (37, "f-"),
    (40, "()[]t!"),
    (42, "r"),
    (50, "\"*_`"),
    (53, "szc?"),
    (58, "LFk"),
    (62, "vxyPTYoae"),
    (64, "EhnuSbdgpq$0123456789{}"),
    (70, "KAVXZBRC"),
    (79, "UNHDGOQ&"),
    (84, "w#+<=>^~"),
    (87, "M"),
    (99, "%mW"),
    (100, "@"),
];

/// Of every ASCII character.
const ASCII: [u32; 128] = ascii();

const fn ascii() -> [u32; 128] {
    let mut widths = [100; 128];
    let mut row = 0;
    while row < WIDTHS.len() {
        let (width, characters) = WIDTHS[row];
        let mut index = 0;
        while index < characters.len() {
            widths[characters.as_bytes()[index] as usize] = width;
            index += 1;
        }
        row += 1;
    }
    widths
}

/// What stands where something is left out.
const LEFT_OUT: char = '…';

/// How wide a character is, in hundredths of the font's size.
fn advance(character: char) -> u32 {
    match character {
        _ if character.is_ascii() => ASCII[character as usize],
        '·' => 32,
        // Scripts outside of the first plane, and emoji.
        '\u{10000}'.. => 140,
        _ => 100,
    }
}

/// How wide a text is at most, in pixels, at a font size in pixels.
pub fn width(text: &str, size: u32) -> i32 {
    let units: u64 = text.chars().map(|character| u64::from(advance(character))).sum();
    i32::try_from((units * u64::from(size)).div_ceil(100)).unwrap_or(i32::MAX)
}

/// The text, or as much of its beginning and its end as has room.
pub fn shorten(text: &str, size: u32, room: i32) -> String {
    let room = u32::try_from(room).unwrap_or(0) * 100 / size.max(1);
    let fits = |units: &mut u32, character: char| {
        *units += advance(character);
        *units <= room
    };
    let mut units = 0;
    if text.chars().all(|character| fits(&mut units, character)) {
        return text.to_owned();
    }
    let half = room.saturating_sub(advance(LEFT_OUT)) / 2;
    let head = part(text.chars(), half);
    let tail = part(text.chars().rev(), half);
    head.into_iter().chain([LEFT_OUT]).chain(tail.into_iter().rev()).collect()
}

/// As many characters as have room.
fn part(characters: impl Iterator<Item = char>, room: u32) -> Vec<char> {
    let mut left = room;
    let fits = |character: &char| left.checked_sub(advance(*character)).map(|rest| left = rest).is_some();
    characters.take_while(fits).collect()
}

/// The end of a dotted name that has room, behind `…` where something is left out; its last part is shortened where even
/// that is too long.
pub fn shorten_dotted(text: &str, size: u32, room: i32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let left_out = width(&LEFT_OUT.to_string(), size);
    let parts = text.match_indices('.').map(|(dot, _)| &text[dot + 1..]);
    // From the right, so that a name of millions of parts is not measured from each of them.
    let last = text.rsplit_once('.').map_or(text, |(_, last)| last);
    let longest = parts.skip_while(|end| end.len() > 200).find(|end| width(end, size) + left_out <= room);
    longest.map_or_else(|| shorten(last, size, room), |end| format!("{LEFT_OUT}{end}"))
}

/// As many items of a list, `a, b, c`, as have room, and `…` for the others.
pub fn shorten_list(text: &str, size: u32, room: i32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let with_rest = |end: usize| format!("{}, {LEFT_OUT}", &text[..end]);
    let ends = text.match_indices(", ").map(|(end, _)| with_rest(end));
    let fitting = ends.take_while(|list| width(list, size) <= room).last();
    fitting.unwrap_or_else(|| shorten(text, size, room))
}

/// Whether a character may stand in XML and does nothing to the text around it: no controls, and none of the marks that
/// turn the direction of what follows.
pub fn is_harmless(character: char) -> bool {
    let turns =
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(character, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}');
    let nothing = matches!(u32::from(character) & 0xffff, 0xfffe | 0xffff);
    !(character.is_control() || turns || breaks || nothing)
}

/// The text without what may not stand in a picture, and no longer than anybody reads.
pub fn clean(text: &str) -> String {
    const LONGEST: usize = 400;
    let mut characters = text.chars().filter(|character| is_harmless(*character));
    let mut clean: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() {
        clean.push(LEFT_OUT);
    }
    clean
}
