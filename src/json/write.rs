//! Writing JSON, small: one plain writer, and a few instructions for each type.

use serde::ser::{self, Serialize};
use std::fmt;

/// A value that JSON cannot hold: a fraction, bytes, or a key that is no text. No type of ours has one.
#[derive(Debug)]
pub struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value cannot be written as JSON")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A value as JSON text, without white space; the same value gives the same text.
///
/// ```
/// assert_eq!(annexa::json::write(&["a\n", "ü"]).unwrap(), r#"["a\n","ü"]"#);
/// ```
///
/// # Errors
/// [`Unwritable`] for fractions and bytes, which no type of the crate has.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, Unwritable> {
    let mut text = String::new();
    value.serialize(Writer(&mut text))?;
    Ok(text)
}

/// Appends to a text. A comma stands before every item that does not follow an opening bracket.
struct Writer<'a>(&'a mut String);

impl Writer<'_> {
    fn again(&mut self) -> Writer<'_> {
        Writer(self.0)
    }

    #[inline(never)]
    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    #[inline(never)]
    fn comma(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.comma();
        self.string(key);
        self.0.push(':');
    }

    #[inline(never)]
    fn open_variant(&mut self, variant: &str, bracket: &str) {
        self.raw("{");
        self.key(variant);
        self.raw(bracket);
    }

    #[inline(never)]
    fn string(&mut self, text: &str) {
        self.0.push('"');
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            let Some(escape) = escape(byte) else { continue };
            self.raw(text.get(plain..at).unwrap_or_default());
            self.raw(&escape);
            plain = at + 1;
        }
        self.raw(text.get(plain..).unwrap_or_default());
        self.0.push('"');
    }

    #[inline(never)]
    fn unsigned(&mut self, number: u64) {
        self.raw(&number.to_string());
    }

    #[inline(never)]
    fn signed(&mut self, number: i64) {
        self.raw(&number.to_string());
    }
}

/// How a byte is written that may not stand in a text as it is.
fn escape(byte: u8) -> Option<std::borrow::Cow<'static, str>> {
    Some(match byte {
        b'"' => "\\\"".into(),
        b'\\' => "\\\\".into(),
        b'\n' => "\\n".into(),
        b'\r' => "\\r".into(),
        b'\t' => "\\t".into(),
        0x08 => "\\b".into(),
        0x0c => "\\f".into(),
        0..0x20 => format!("\\u{byte:04x}").into(),
        _ => return None,
    })
}

/// A list or object that is being written, and what closes it.
pub struct Open<'a> {
    writer: Writer<'a>,
    closing: &'static str,
}

impl Open<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.writer.comma();
        value.serialize(self.writer.again())
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Unwritable> {
        self.writer.key(key);
        value.serialize(self.writer.again())
    }

    fn close(mut self) -> Result<(), Unwritable> {
        self.writer.raw(self.closing);
        Ok(())
    }
}

macro_rules! numbers {
    ($($name:ident: $type:ty as $wide:ident;)*) => {
        $(fn $name(mut self, number: $type) -> Result<(), Unwritable> {
            self.$wide(number.into());
            Ok(())
        })*
    };
}

impl<'a> ser::Serializer for Writer<'a> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Open<'a>;

    numbers! {
        serialize_i8: i8 as signed;
        serialize_i16: i16 as signed;
        serialize_i32: i32 as signed;
        serialize_i64: i64 as signed;
        serialize_u8: u8 as unsigned;
        serialize_u16: u16 as unsigned;
        serialize_u32: u32 as unsigned;
        serialize_u64: u64 as unsigned;
    }

    fn serialize_bool(mut self, value: bool) -> Result<(), Unwritable> {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_char(mut self, value: char) -> Result<(), Unwritable> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(mut self, value: &str) -> Result<(), Unwritable> {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(mut self) -> Result<(), Unwritable> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unwritable> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.open_variant(variant, "");
        value.serialize(self.again())?;
        self.raw("}");
        Ok(())
    }

    fn serialize_seq(mut self, _: Option<usize>) -> Result<Open<'a>, Unwritable> {
        self.raw("[");
        Ok(Open {
            writer: self,
            closing: "]",
        })
    }

    fn serialize_tuple(self, len: usize) -> Result<Open<'a>, Unwritable> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Open<'a>, Unwritable> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Unwritable> {
        self.open_variant(variant, "[");
        Ok(Open {
            writer: self,
            closing: "]}",
        })
    }

    fn serialize_map(mut self, _: Option<usize>) -> Result<Open<'a>, Unwritable> {
        self.raw("{");
        Ok(Open {
            writer: self,
            closing: "}",
        })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Open<'a>, Unwritable> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Unwritable> {
        self.open_variant(variant, "{");
        Ok(Open {
            writer: self,
            closing: "}}",
        })
    }
}

macro_rules! lists {
    ($($trait:ident::$method:ident),*) => {
        $(impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.item(value)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.close()
            }
        })*
    };
}

lists!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element
);
lists!(
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! objects {
    ($($trait:ident),*) => {
        $(impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Unwritable> {
                self.field(key, value)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.close()
            }
        })*
    };
}

objects!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.writer.comma();
        let before = self.writer.0.len();
        key.serialize(self.writer.again())?;
        let text = self.writer.0.get(before..).unwrap_or_default();
        if !text.starts_with('"') {
            return Err(Unwritable);
        }
        self.writer.raw(":");
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self.writer.again())
    }

    fn end(self) -> Result<(), Unwritable> {
        self.close()
    }
}
