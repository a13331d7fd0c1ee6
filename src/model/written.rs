//! A value that remembers how it was written, where that says more than the value does.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::ops::Deref;

/// A value read from a project file, with the JSON it was read from when fields in it are unknown to this version.
/// It is for values that never change once they are written, so that the JSON stays true to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<T> {
    value: T,
    json: Option<Box<Value>>,
}

impl<T> From<T> for Written<T> {
    fn from(value: T) -> Self {
        Self { value, json: None }
    }
}

impl<T> Deref for Written<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Written<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.json {
            Some(json) => json.serialize(serializer),
            None => self.value.serialize(serializer),
        }
    }
}

impl<'de, T: Serialize + DeserializeOwned> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        let value = T::deserialize(&json).map_err(D::Error::custom)?;
        let says_more = serde_json::to_value(&value).map_err(D::Error::custom)? != json;
        Ok(Self { value, json: says_more.then(|| Box::new(json)) })
    }
}
