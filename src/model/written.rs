//! A value that remembers how it was written, where that says more than the value does.

use super::Json;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::ops::Deref;

/// The longest JSON text whose order of fields is looked through, in bytes. Trees of values are large.
const LONGEST: usize = 1 << 20;

/// A value read from a project file, with the JSON it was read from when fields in it are unknown to this version.
/// It is for values that never change once they are written, so that the JSON stays true to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<T> {
    value: T,
    json: Option<Json>,
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
        let json = Json::deserialize(deserializer)?;
        let value: T = serde_json::from_str(json.as_str()).map_err(D::Error::custom)?;
        let again = serde_json::to_string(&value).map_err(D::Error::custom)?;
        Ok(Self { json: (!says_the_same(&again, json.as_str())).then_some(json), value })
    }
}

/// True when two JSON texts are of one value, in whatever order its fields are.
fn says_the_same(one: &str, two: &str) -> bool {
    let value = |text| serde_json::from_str::<Value>(text).ok();
    one == two || one.len().max(two.len()) < LONGEST && value(one) == value(two)
}
