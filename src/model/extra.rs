//! What a file holds that this version does not know, kept so that it survives a load and save.
//!
//! It is kept as JSON text: a tree of values takes up to fifty times the bytes, and nobody here looks inside.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::fmt;

/// Any value, as JSON text without spaces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Json {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: &RawValue = serde_json::from_str(&self.0).map_err(S::Error::custom)?;
        value.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::new();
        Text(&mut text).deserialize(deserializer)?;
        Ok(Self(text.into()))
    }
}

/// The fields of one object that this version does not know, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extra(Vec<(Box<str>, Json)>);

impl Extra {
    /// No such field.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// True when there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The field of this name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.place(name).ok().and_then(|place| self.0.get(place)).map(|(_, json)| json)
    }

    /// Puts a field here, in the place of one of the same name.
    pub fn insert(&mut self, name: impl Into<Box<str>>, json: Json) {
        let name = name.into();
        match self.place(&name) {
            Ok(place) => self.0[place].1 = json,
            Err(place) => self.0.insert(place, (name, json)),
        }
    }

    /// Takes a field out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.place(name).ok().map(|place| self.0.remove(place).1)
    }

    /// The fields, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, json)| (&**name, json))
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(name))
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

/// Reads the fields of an object.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Extra;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Extra, A::Error> {
        let mut extra = Extra::new();
        while let Some((name, json)) = map.next_entry::<String, Json>()? {
            extra.insert(name, json);
        }
        extra.0.shrink_to_fit();
        Ok(extra)
    }
}

/// Writes any value down as JSON, at the end of a text.
struct Text<'a>(&'a mut String);

impl Text<'_> {
    fn put<E: Error>(self, value: impl Serialize) -> Result<(), E> {
        self.0.push_str(&serde_json::to_string(&value).map_err(E::custom)?);
        Ok(())
    }
}

/// Ends a list or an object, after whose last item stands a comma.
fn close(json: &mut String, sign: char) {
    if json.ends_with(',') {
        json.pop();
    }
    json.push(sign);
}

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value of JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.put(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.put(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.put(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.put(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.put(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.put(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.push('[');
        while items.next_element_seed(Text(self.0))?.is_some() {
            self.0.push(',');
        }
        close(self.0, ']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.push('{');
        while let Some(name) = map.next_key::<String>()? {
            Text(self.0).put(name)?;
            self.0.push(':');
            map.next_value_seed(Text(self.0))?;
            self.0.push(',');
        }
        close(self.0, '}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        id: u8,
        #[serde(flatten)]
        extra: Extra,
    }

    #[test]
    fn any_value_comes_out_as_it_went_in() {
        let values = [
            r#"null"#,
            "true",
            "-3",
            "18446744073709551615",
            "0.1",
            r#""a \"b\" \n ü""#,
            "[]",
            "{}",
            "[1,[2,[]],{}]",
            r#"{"b":1,"a":[{"c":null}],"":""}"#,
        ];
        for value in values {
            let json = format!(r#"{{"id":1,"later":{value}}}"#);
            let row: Row = serde_json::from_str(&json).unwrap();
            assert_eq!(row.extra.get("later").map(Json::as_str), Some(value));
            assert_eq!(serde_json::to_string(&row).unwrap(), json);
        }
    }

    #[test]
    fn fields_are_kept_by_name() {
        let row: Row = serde_json::from_str(r#"{"z": 1, "id": 1, "a": { "x": [ 2 ] }, "z": 3}"#).unwrap();
        let json = |text: &str| text.parse::<Json>().unwrap();
        let mut extra = row.extra.clone();
        let fields: Vec<_> = extra.iter().map(|(name, json)| (name, json.as_str())).collect();
        assert_eq!(fields, [("a", r#"{"x":[2]}"#), ("z", "3")]);
        assert_eq!((extra.remove("a"), extra.remove("b")), (Some(json(r#"{"x": [2]}"#)), None));
        extra.insert("z", json("4"));
        extra.insert("a", json(r#"{"x":[2]}"#));
        assert_eq!((extra.get("z"), extra.get("y"), extra == row.extra), (Some(&json("4")), None, false));
        assert!(Extra::new().is_empty() && !extra.is_empty());
    }
}
