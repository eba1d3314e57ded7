//! Between the values of the tables and the fields of the model: each field's type says which value it takes.

use super::value::{
    Amount, Bytes, Choice, Concurrency, Date, Days, Hours, Label, Load, MilliCpu, Percent, Portion, QueueName,
    Reference, Seconds, Toleration, Value, Version, Word,
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

/// The access to a field: `field!(Queue: concurrency)`, that of a clause's `field!(Queue: keda.min)`, and that of the last
/// of several clauses `field!(Queue: windows[].hours)`.
macro_rules! field {
    ($of:ident: $clause:ident[].$field:ident) => {
        $crate::language::Access::$of(
            |part| $crate::language::typed::read(&part.$clause.last()?.$field),
            |part, value| {
                if let Some(clause) = part.$clause.last_mut() {
                    $crate::language::typed::store(&mut clause.$field, value);
                }
            },
        )
    };
    ($of:ident: $clause:ident?.$field:ident) => {
        $crate::language::Access::$of(
            |part| $crate::language::typed::read(&part.$clause.as_ref()?.$field),
            |part, value| $crate::language::typed::store(&mut part.$clause.get_or_insert_default().$field, value),
        )
    };
    ($of:ident: $clause:ident.$field:ident) => {
        $crate::language::Access::$of(
            |part| $crate::language::typed::read(&part.$clause.$field),
            |part, value| $crate::language::typed::store(&mut part.$clause.$field, value),
        )
    };
    ($of:ident: $field:ident) => {
        $crate::language::Access::$of(
            |part| $crate::language::typed::read(&part.$field),
            |part, value| $crate::language::typed::store(&mut part.$field, value),
        )
    };
}

/// How the word of a clause reaches a field: `presence!(Queue: keda?)` for one that opens a struct, `(Queue: vpa)` for a
/// switch, `(Queue: windows[])` for one that repeats. A repeated clause of a statement takes the place of those that came
/// from elsewhere.
macro_rules! presence {
    ($of:ident: $field:ident[]) => {
        $crate::language::Presence {
            open: |target, opened, statement| {
                if let $crate::language::Target::$of(part) = target {
                    part.$field.retain(|earlier| statement.touches(earlier.opened.span.start));
                    part.$field.push(std::default::Default::default());
                    if let Some(last) = part.$field.last_mut() {
                        last.opened = opened;
                    }
                }
            },
            opened: |part| match part {
                $crate::language::Part::$of(part) => part.$field.iter().map(|clause| clause.opened).collect(),
                _ => Vec::new(),
            },
        }
    };
    ($of:ident: $field:ident?) => {
        $crate::language::Presence {
            open: |target, opened, _| {
                if let $crate::language::Target::$of(part) = target {
                    part.$field.get_or_insert_default().opened = opened;
                }
            },
            opened: |part| match part {
                $crate::language::Part::$of(part) => part.$field.iter().map(|clause| clause.opened).collect(),
                _ => Vec::new(),
            },
        }
    };
    ($of:ident: $field:ident) => {
        $crate::language::Presence {
            open: |target, opened, _| {
                if let $crate::language::Target::$of(part) = target {
                    part.$field = Some(opened);
                }
            },
            opened: |part| match part {
                $crate::language::Part::$of(part) => part.$field.into_iter().collect(),
                _ => Vec::new(),
            },
        }
    };
}

impl crate::language::Presence {
    /// That of a clause whose word alone says nothing.
    pub(crate) const NONE: Self = Self { open: |_, _, _| {}, opened: |_| Vec::new() };
}

pub(crate) use {field, presence, words};

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
    Percent: Percent,
    Load: Load,
    Cpu: MilliCpu,
    Date: Date,
    Days: Days,
    Hours: Hours,
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
