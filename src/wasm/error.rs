//! Errors as JavaScript sees them: real `Error`s with `name`, `code`, `path`, `help`, `findings`.

use super::convert::to_js;
use crate::error::Error;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let js: JsValue = js_sys::Error::new(error.message()).into();
        let findings = to_js(error.findings()).unwrap_or_else(|_| js_sys::Array::new().into());
        let fields: [(&str, JsValue); 5] = [
            ("name", "AnnexaError".into()),
            ("code", error.kind().code().into()),
            ("path", error.path().into()),
            ("help", error.remedy().into()),
            ("findings", findings),
        ];
        for (name, value) in fields {
            // An `Error` that was just made is extensible, so this cannot fail.
            let _ = Reflect::set(&js, &name.into(), &value);
        }
        js
    }
}
