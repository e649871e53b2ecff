//! A ZIP archive of stored files (PKWARE APPNOTE 6.3.9, sections 4.3.7, 4.3.12 and 4.3.16).

/// The archive that holds these files by name, none compressed, all dated 1980-01-01.
pub fn stored<T: AsRef<[u8]>>(files: &[(String, T)]) -> Vec<u8> {
    let mut out =
        Vec::with_capacity(files.iter().map(|(name, text)| text.as_ref().len() + 2 * name.len() + 128).sum());
    let mut directory = Vec::new();
    for (name, text) in files {
        let text = text.as_ref();
        let offset = out.len() as u32;
        let (crc, size) = (crc32(text), text.len() as u32);
        // Version 2.0, flag 11 (names in UTF-8), method 0, time 0, date 1980-01-01.
        let mut fields = Vec::new();
        put16(&mut fields, &[20, 1 << 11, 0, 0, 0x21]);
        put32(&mut fields, &[crc, size, size]);
        put16(&mut fields, &[name.len() as u16, 0]);
        put32(&mut out, &[0x0403_4B50]);
        out.extend_from_slice(&fields);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(text);
        put32(&mut directory, &[0x0201_4B50]);
        put16(&mut directory, &[20]);
        directory.extend_from_slice(&fields);
        put16(&mut directory, &[0, 0, 0]);
        put32(&mut directory, &[0, offset]);
        directory.extend_from_slice(name.as_bytes());
    }
    let (offset, size, count) = (out.len() as u32, directory.len() as u32, files.len() as u16);
    out.append(&mut directory);
    put32(&mut out, &[0x0605_4B50]);
    put16(&mut out, &[0, 0, count, count]);
    put32(&mut out, &[size, offset]);
    put16(&mut out, &[0]);
    out
}

fn put16(out: &mut Vec<u8>, values: &[u16]) {
    values.iter().for_each(|v| out.extend_from_slice(&v.to_le_bytes()));
}

fn put32(out: &mut Vec<u8>, values: &[u32]) {
    values.iter().for_each(|v| out.extend_from_slice(&v.to_le_bytes()));
}

const CRC_TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let mut value = i as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xEDB8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[i] = value;
        i += 1;
    }
    table
};

/// CRC-32 as in ISO 3309.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| CRC_TABLE[usize::from(crc as u8 ^ byte)] ^ (crc >> 8))
}

#[cfg(test)]
mod tests {
    #[test]
    fn crc_of_the_check_string() {
        assert_eq!(super::crc32(b"123456789"), 0xCBF4_3926);
    }
}
