//! Serde's side of the reader: as little as can be for each type.

use super::scan::Number;
use super::{Fault, Reader, Step};
use serde::Deserializer;
use serde::de::value::{BorrowedStrDeserializer, StringDeserializer};
use serde::de::{
    DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::borrow::Cow;

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.scan.peek() {
            Some(b'"') => match self.scan.string()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            Some(b'{') => self.map(visitor),
            Some(b'[') => self.seq(visitor),
            _ if self.scan.pass_word("null") => visitor.visit_unit(),
            _ if self.scan.pass_word("true") => visitor.visit_bool(true),
            _ if self.scan.pass_word("false") => visitor.visit_bool(false),
            _ => match self.scan.number()? {
                Number::Unsigned(number) => visitor.visit_u64(number),
                Number::Signed(number) => visitor.visit_i64(number),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.scan.pass_word("null") {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.scan.peek() != Some(b'"') {
            return Err(self.expected("a text"));
        }
        match self.scan.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.map(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.scan.peek() {
            Some(b'"') => {
                return visitor.visit_enum(Variant {
                    reader: self,
                    bare: true,
                });
            }
            Some(b'{') => {}
            _ => return Err(self.expected("a name, or an object with one")),
        }
        self.scan.open(b'{')?;
        let value = visitor.visit_enum(Variant {
            reader: &mut *self,
            bare: false,
        })?;
        self.path.pop();
        self.scan.close(b'}')?;
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.scan.skip()?;
        visitor.visit_unit()
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        let value = self.seq(visitor)?;
        // A visitor of fixed length does not ask for the end.
        self.scan.close(b']')?;
        Ok(value)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple_struct
    }
}

impl<'de> Reader<'de> {
    fn map<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        self.scan.open(b'{')?;
        visitor.visit_map(Items {
            reader: self,
            first: true,
            count: 0,
        })
    }

    fn seq<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        self.scan.open(b'[')?;
        visitor.visit_seq(Items {
            reader: self,
            first: true,
            count: 0,
        })
    }

    /// A name, with its colon; it becomes the last step of the path.
    fn name(&mut self) -> Result<Cow<'de, str>, Fault> {
        let name = self.scan.string()?;
        self.scan.colon()?;
        // A name with escapes is nobody's field; its error needs no better path.
        let step = match &name {
            Cow::Borrowed(name) => name,
            Cow::Owned(_) => "…",
        };
        self.path.push(Step::Key(step));
        Ok(name)
    }

    fn expected(&mut self, what: &str) -> Fault {
        let found = match self.scan.peek() {
            None => "the end",
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'n') => "nothing",
            Some(b't' | b'f') => "yes or no",
            Some(_) => "a number",
        };
        Fault::custom(format!("found {found}, expected {what}"))
    }
}

/// The items of a list or an object.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    first: bool,
    count: usize,
}

impl Items<'_, '_> {
    fn more(&mut self, closing: u8) -> Result<bool, Fault> {
        self.reader
            .scan
            .next_item(closing, std::mem::take(&mut self.first))
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        if !self.more(b']')? {
            return Ok(None);
        }
        self.reader.path.push(Step::Item(self.count));
        let value = seed.deserialize(&mut *self.reader)?;
        self.reader.path.pop();
        self.count += 1;
        Ok(Some(value))
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        if !self.more(b'}')? {
            return Ok(None);
        }
        let key = match self.reader.name()? {
            Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
            Cow::Owned(name) => {
                let name: StringDeserializer<Fault> = name.into_deserializer();
                seed.deserialize(name)
            }
        };
        key.map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        let value = seed.deserialize(&mut *self.reader)?;
        self.reader.path.pop();
        Ok(value)
    }
}

/// A variant: its name alone, or an object of one entry.
struct Variant<'a, 'de> {
    reader: &'a mut Reader<'de>,
    bare: bool,
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let name = if self.bare {
            self.reader.scan.string()?
        } else if self.reader.scan.peek() == Some(b'"') {
            self.reader.name()?
        } else {
            return Err(Fault::custom("the object is empty; one name is expected"));
        };
        let name: StringDeserializer<Fault> = name.into_owned().into_deserializer();
        seed.deserialize(name).map(|value| (value, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        if self.bare || self.reader.scan.pass_word("null") {
            Ok(())
        } else {
            Err(self.reader.expected("the name alone"))
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        self.filled()?;
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.filled()?;
        self.reader.seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.filled()?;
        self.reader.map(visitor)
    }
}

impl Variant<'_, '_> {
    /// A bare name has no content.
    fn filled(&self) -> Result<(), Fault> {
        if self.bare {
            return Err(Fault::custom("the name needs a value: write {\"name\": …}"));
        }
        Ok(())
    }
}
