//! Conversion, in one place: in through JSON text and serde_json, so that a mistyped key is an
//! error with its place; out through serde-wasm-bindgen, as plain objects.

use crate::error::{Error, ErrorKind, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// The longest command or request, in UTF-16 units; files come as bytes.
const LIMIT: u32 = 32 * 1024 * 1024;

/// A plain JavaScript value as JSON text.
pub fn json_text(value: &JsValue) -> Result<String> {
    let malformed = |message: &str| Error::new(ErrorKind::Malformed, message);
    let text = js_sys::JSON::stringify(value)
        .map_err(|_| malformed("the value refers to itself or cannot be written as JSON"))?;
    if !text.is_string() {
        return Err(malformed("the value is missing"));
    }
    if text.length() > LIMIT {
        return Err(Error::new(
            ErrorKind::TooLarge,
            format!(
                "the value has {} characters, the limit is {LIMIT}",
                text.length()
            ),
        ));
    }
    Ok(text.into())
}

/// A plain JavaScript value as a Rust one.
pub fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T> {
    crate::json::read(&json_text(value)?)
}

/// A Rust value as a plain JavaScript one.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> std::result::Result<JsValue, JsValue> {
    let text = crate::json::write(value).map_err(|e| JsValue::from(e.to_string()))?;
    crate::json::again(&text)
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// An optional Rust value; `undefined` for none.
#[cfg(any(feature = "core", feature = "documents"))]
pub fn option_to_js<T: Serialize>(value: Option<T>) -> std::result::Result<JsValue, JsValue> {
    value.map_or(Ok(JsValue::UNDEFINED), |value| to_js(&value))
}

/// Reads an id or another short text.
pub fn parse<T: std::str::FromStr>(text: &str) -> Result<T>
where
    T::Err: ToString,
{
    text.parse()
        .map_err(|error: T::Err| Error::new(ErrorKind::NotFound, error.to_string()).at("id"))
}
