//! Between the values of the tables and the fields of the model: each field's type says which value it takes.

use super::value::{
    Amount, Bytes, Choice, Concurrency, Label, MilliCpu, Portion, QueueName, Reference, Seconds, Toleration, Value,
    Version, Word,
};
use crate::model::{Setting, Slot, Text};

/// A type that a field of the model has.
pub trait Typed<'s>: Sized {
    /// The value as this type; `None` when it is of another one, which the tables rule out.
    fn from_value(value: Value<'s>) -> Option<Self>;
    /// Back.
    fn to_value(&self) -> Value<'s>;
}

/// A type whose values are words.
pub trait Words: Sized + Copy + PartialEq + 'static {
    /// The words with their help, in the order of [`Words::ALL`].
    const CHOICES: &'static [Choice];
    /// The values.
    const ALL: &'static [Self];

    /// The word of a value.
    fn word(self) -> &'static str {
        let index = Self::ALL.iter().position(|value| *value == self);
        index.map_or("", |index| Self::CHOICES[index].word)
    }
}

/// Declares a type whose values are words: `Pool { Prefork = "prefork": "help", … }`.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal: $help:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $help] $variant,)*
        }

        impl $crate::language::typed::Words for $name {
            const CHOICES: &'static [$crate::language::value::Choice] =
                &[$($crate::language::value::Choice { word: $word, help: $help }),*];
            const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}

/// The access to a field: `field!(Queue: concurrency)`, and for a clause's `field!(Keda: min)`.
macro_rules! field {
    (Keda: $field:ident) => {
        $crate::language::Access::Queue(
            |settings| $crate::language::typed::read(&settings.keda.as_ref()?.$field),
            |settings, value| {
                $crate::language::typed::store(&mut settings.keda.get_or_insert_default().$field, value);
            },
        )
    };
    (Resources: $field:ident) => {
        $crate::language::Access::Queue(
            |settings| $crate::language::typed::read(&settings.resources.$field),
            |settings, value| $crate::language::typed::store(&mut settings.resources.$field, value),
        )
    };
    (Place: $field:ident) => {
        $crate::language::Access::Queue(
            |settings| $crate::language::typed::read(&settings.place.as_ref()?.$field),
            |settings, value| {
                $crate::language::typed::store(&mut settings.place.get_or_insert_default().$field, value);
            },
        )
    };
    (Disruption: $field:ident) => {
        $crate::language::Access::Queue(
            |settings| $crate::language::typed::read(&settings.disruption.as_ref()?.$field),
            |settings, value| {
                $crate::language::typed::store(&mut settings.disruption.get_or_insert_default().$field, value);
            },
        )
    };
    ($of:ident: $field:ident) => {
        $crate::language::Access::$of(
            |part| $crate::language::typed::read(&part.$field),
            |part, value| $crate::language::typed::store(&mut part.$field, value),
        )
    };
}

pub(crate) use {field, words};

/// Puts a value into a field, or takes it away.
pub fn store<'s, T: Typed<'s>>(slot: &mut Slot<T>, setting: Slot<Value<'s>>) {
    *slot = setting.and_then(|Setting { value, span, value_start, inherited }| {
        T::from_value(value).map(|value| Setting { value, span, value_start, inherited })
    });
}

/// Reads a field.
pub fn read<'s, T: Typed<'s>>(slot: &Slot<T>) -> Slot<Value<'s>> {
    slot.as_ref().map(|setting| Setting {
        value: setting.value.to_value(),
        span: setting.span,
        value_start: setting.value_start,
        inherited: setting.inherited,
    })
}

impl<'s, T: Words> Typed<'s> for T {
    fn from_value(value: Value<'s>) -> Option<Self> {
        match value {
            Value::Choice(_, index) => T::ALL.get(index).copied(),
            _ => None,
        }
    }

    fn to_value(&self) -> Value<'s> {
        Value::Choice(T::CHOICES, T::ALL.iter().position(|value| value == self).unwrap_or_default())
    }
}

macro_rules! typed {
    ($($variant:ident: $type:ty,)*) => {
        $(impl<'s> Typed<'s> for $type {
            fn from_value(value: Value<'s>) -> Option<Self> {
                if let Value::$variant(value) = value { Some(value) } else { None }
            }

            fn to_value(&self) -> Value<'s> {
                Value::$variant(self.clone())
            }
        })*
    };
}

typed! {
    Switch: bool,
    Integer: i64,
    Steps: Vec<i64>,
    Concurrency: Concurrency,
    Portion: Portion,
    Duration: Seconds,
    Memory: Bytes,
    MemoryAmount: Amount<Bytes>,
    CpuAmount: Amount<MilliCpu>,
    Text: Text<'s>,
    Texts: Vec<Word<'s>>,
    Reference: Reference<'s>,
    Version: Version,
    Queue: QueueName<'s>,
    Labels: Vec<Label<'s>>,
    Tolerations: Vec<Toleration<'s>>,
}
