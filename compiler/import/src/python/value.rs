//! Expressions → values, where they are literals or put together of literals. Everything else is computed, and its text is
//! kept.

use ruff_python_ast::{
    Expr, ExprCall, ExprDict, ExprFString, FStringPart, InterpolatedStringElement, Number, Operator, UnaryOp,
};
use ruff_text_size::Ranged as _;
use rustc_hash::FxHashMap;

use super::Python;
use super::run::{Scope, last_name};
use crate::node::{At, Node, Value};

/// Deeper expressions are no literals that anybody wrote.
const DEEPEST: usize = 100;

impl Python<'_> {
    /// What an expression gives.
    pub(super) fn value(&mut self, of: &Expr, scope: &Scope) -> Node {
        let at = self.at(of);
        let value = self.literal(of, scope, 0).unwrap_or_else(|| Value::Computed(self.slice(of.range()).to_owned()));
        Node::new(at, value)
    }

    fn nested(&mut self, of: &Expr, scope: &Scope, depth: usize) -> Node {
        let at = self.at(of);
        let literal = if depth < DEEPEST { self.literal(of, scope, depth + 1) } else { None };
        Node::new(at, literal.unwrap_or_else(|| Value::Computed(self.slice(of.range()).to_owned())))
    }

    fn literal(&mut self, of: &Expr, scope: &Scope, depth: usize) -> Option<Value> {
        self.goes(1).then_some(())?;
        Some(match of {
            Expr::NoneLiteral(_) => Value::Null,
            Expr::BooleanLiteral(switch) => Value::Switch(switch.value),
            Expr::StringLiteral(text) => Value::Text(text.value.to_str().to_owned()),
            Expr::NumberLiteral(number) => match &number.value {
                Number::Int(number) => Value::Number(number.to_string()),
                Number::Float(number) => Value::Number(number.to_string()),
                Number::Complex { .. } => return None,
            },
            Expr::FString(text) => Value::Text(self.formatted(text, scope, depth)?),
            Expr::List(list) => self.list(&list.elts, scope, depth),
            Expr::Tuple(list) => self.list(&list.elts, scope, depth),
            Expr::Set(set) => {
                if set.elts.len() > 1 {
                    self.note("a set has no order: what it gives may change from run to run".to_owned());
                }
                self.list(&set.elts, scope, depth)
            }
            Expr::Dict(dictionary) => self.dictionary(dictionary, scope, depth),
            Expr::Name(name) => {
                let weight = self.look_up(&name.id, scope)?.weight();
                self.goes(weight).then_some(())?;
                self.look_up(&name.id, scope)?.value.clone()
            }
            Expr::UnaryOp(operation) if operation.op == UnaryOp::USub => {
                let number = self.nested(&operation.operand, scope, depth).number()?;
                Value::Number(number.checked_neg()?.to_string())
            }
            Expr::BinOp(operation) => {
                let left = self.nested(&operation.left, scope, depth);
                let right = self.nested(&operation.right, scope, depth);
                combined(left, operation.op, right)?.value
            }
            // `globals().get("NAME") or {}`
            Expr::BoolOp(either) if either.op == ruff_python_ast::BoolOp::Or => {
                let mut given = either.values.iter().map(|value| self.literal(value, scope, depth + 1));
                let first = given.next()??;
                let second = given.next()?;
                if matches!(first, Value::Null) { second? } else { first }
            }
            Expr::Subscript(subscript) => {
                let key = self.nested(&subscript.slice, scope, depth).scalar()?;
                let inside = self.nested(&subscript.value, scope, depth);
                match inside.value {
                    Value::List(items) => items.into_iter().nth(key.parse().ok()?)?.value,
                    Value::Map(entries) => entries.into_iter().find(|(name, _)| *name == key)?.1.value,
                    _ => return None,
                }
            }
            Expr::Call(call) => self.called(call, scope, depth)?,
            _ => return None,
        })
    }

    fn list(&mut self, items: &[Expr], scope: &Scope, depth: usize) -> Value {
        let mut all = Vec::new();
        for item in items {
            match item {
                Expr::Starred(starred) => match self.nested(&starred.value, scope, depth) {
                    Node { value: Value::List(items), .. } => all.extend(items),
                    other => all.push(other),
                },
                _ => all.push(self.nested(item, scope, depth)),
            }
        }
        Value::List(all)
    }

    fn dictionary(&mut self, dictionary: &ExprDict, scope: &Scope, depth: usize) -> Value {
        let mut entries: Vec<(String, Node)> = Vec::new();
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut put = |name: String, node: Node| match places.get(&name) {
            Some(&index) => entries[index].1 = node,
            None => {
                places.insert(name.clone(), entries.len());
                entries.push((name, node));
            }
        };
        for item in &dictionary.items {
            let node = self.nested(&item.value, scope, depth);
            match &item.key {
                Some(key) => {
                    let name = self.nested(key, scope, depth);
                    match name.scalar() {
                        Some(name) => put(name, node),
                        None => put(
                            name.to_string(),
                            Node::new(name.at, Value::Computed(self.slice(key.range()).to_owned())),
                        ),
                    }
                }
                None => match node.value {
                    Value::Map(entries) => entries.into_iter().for_each(|(name, node)| put(name, node)),
                    Value::Null => {}
                    // What a setting has before stays as it is.
                    Value::Computed(_) if last_name(&item.value).is_some_and(super::run::is_setting) => {}
                    value => put("**".to_owned(), Node::new(node.at, value)),
                },
            }
        }
        Value::Map(entries)
    }

    /// An f-string of literals.
    fn formatted(&mut self, text: &ExprFString, scope: &Scope, depth: usize) -> Option<String> {
        let mut all = String::new();
        for part in &text.value {
            let parts = match part {
                FStringPart::Literal(literal) => {
                    all.push_str(literal.as_str());
                    continue;
                }
                FStringPart::FString(parts) => parts,
            };
            for element in &parts.elements {
                match element {
                    InterpolatedStringElement::Literal(literal) => all.push_str(&literal.value),
                    InterpolatedStringElement::Interpolation(inner)
                        if inner.format_spec.is_none() && inner.debug_text.is_none() =>
                    {
                        all.push_str(&self.nested(&inner.expression, scope, depth).scalar()?);
                    }
                    InterpolatedStringElement::Interpolation(_) => return None,
                }
            }
        }
        Some(all)
    }

    /// Calls that only look at a literal, or copy it.
    fn called(&mut self, call: &ExprCall, scope: &Scope, depth: usize) -> Option<Value> {
        let arguments = &call.arguments;
        let name = last_name(&call.func)?;
        if let Expr::Attribute(method) = &*call.func
            && name != "deepcopy"
        {
            if name == "get" && is_globals(&method.value) {
                let Some(Expr::StringLiteral(wanted)) = arguments.args.first() else { return None };
                return Some(self.look_up(wanted.value.to_str(), scope).map_or(Value::Null, |node| node.value.clone()));
            }
            let of = self.nested(&method.value, scope, depth);
            return match (name, of.value, arguments.len()) {
                ("items", Value::Map(entries), 0) => Some(pairs(entries, of.at)),
                ("keys", Value::Map(entries), 0) => {
                    Some(Value::List(entries.into_iter().map(|(name, _)| Node::of_text(&name)).collect()))
                }
                ("values", Value::Map(entries), 0) => {
                    Some(Value::List(entries.into_iter().map(|(_, node)| node).collect()))
                }
                ("copy", value @ (Value::Map(_) | Value::List(_)), 0) => Some(value),
                _ => None,
            };
        }
        match (name, &*arguments.args, arguments.keywords.is_empty()) {
            ("dict", [], _) => {
                let mut entries = Vec::new();
                for keyword in &arguments.keywords {
                    let name = keyword.arg.as_ref()?.to_string();
                    entries.push((name, self.nested(&keyword.value, scope, depth)));
                }
                Some(Value::Map(entries))
            }
            ("dict" | "list" | "tuple" | "set" | "deepcopy", [only], true) => {
                let value = self.nested(only, scope, depth).value;
                matches!(value, Value::List(_) | Value::Map(_)).then_some(value)
            }
            ("list" | "tuple" | "set", [], true) => Some(Value::List(Vec::new())),
            _ => None,
        }
    }

    /// A URL that is put together of texts and of variables of the environment, which stand in it as `$(NAME)`.
    pub(super) fn pieces(of: &Expr) -> Option<String> {
        match of {
            Expr::StringLiteral(text) => Some(text.value.to_str().to_owned()),
            Expr::BinOp(sum) if sum.op == Operator::Add => Some(Self::pieces(&sum.left)? + &Self::pieces(&sum.right)?),
            Expr::FString(text) => {
                let mut all = String::new();
                for part in &text.value {
                    match part {
                        FStringPart::Literal(literal) => all.push_str(literal.as_str()),
                        FStringPart::FString(parts) => {
                            for element in &parts.elements {
                                match element {
                                    InterpolatedStringElement::Literal(literal) => all.push_str(&literal.value),
                                    InterpolatedStringElement::Interpolation(inner) => {
                                        all.push_str(&Self::pieces(&inner.expression)?);
                                    }
                                }
                            }
                        }
                    }
                }
                Some(all)
            }
            Expr::Call(call) if matches!(last_name(&call.func), Some("quote" | "quote_plus")) => {
                Self::pieces(call.arguments.args.first()?)
            }
            Expr::Call(call) if matches!(last_name(&call.func), Some("get" | "getenv")) => {
                let Expr::StringLiteral(name) = call.arguments.args.first()? else { return None };
                Some(format!("$({})", name.value.to_str()))
            }
            Expr::Subscript(subscript) if last_name(&subscript.value) == Some("environ") => {
                let Expr::StringLiteral(name) = &*subscript.slice else { return None };
                Some(format!("$({})", name.value.to_str()))
            }
            _ => None,
        }
    }
}

/// Entries as lists of name and value.
fn pairs(entries: Vec<(String, Node)>, at: At) -> Value {
    let pair = |(name, node): (String, Node)| Node::new(at, Value::List(vec![Node::of_text(&name), node]));
    Value::List(entries.into_iter().map(pair).collect())
}

fn is_globals(of: &Expr) -> bool {
    matches!(of, Expr::Call(call) if last_name(&call.func) == Some("globals"))
}

/// Two values put together.
pub(super) fn combined(left: Node, operator: Operator, right: Node) -> Option<Node> {
    let at = left.at;
    let numbers = left.number().zip(right.number());
    let value = match (left.value, operator, right.value) {
        (Value::Text(left), Operator::Add, Value::Text(right)) => Value::Text(left + &right),
        (Value::List(mut left), Operator::Add | Operator::BitOr, Value::List(right)) => {
            left.extend(right);
            Value::List(left)
        }
        (left @ Value::Map(_), Operator::BitOr, Value::Map(right)) => {
            let mut left = Node::new(at, left);
            for (name, node) in right {
                left.put(&name, node);
            }
            left.value
        }
        (Value::Number(_), operator, Value::Number(_)) => {
            let (left, right) = numbers?;
            let number = match operator {
                Operator::Add => left.checked_add(right)?,
                Operator::Sub => left.checked_sub(right)?,
                Operator::Mult => left.checked_mul(right)?,
                _ => return None,
            };
            Value::Number(number.to_string())
        }
        _ => return None,
    };
    Some(Node::new(at, value))
}
