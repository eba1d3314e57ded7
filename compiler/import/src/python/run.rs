//! Statements, gone through one by one: what they bind, change and add. A statement that would have to run is left, and so
//! is all that it holds.

use std::collections::BTreeMap;

use ruff_python_ast::{CmpOp, Expr, Operator, Stmt, StmtFor, StmtFunctionDef, StmtIf, StmtTry};
use ruff_text_size::Ranged as _;

use super::{Change, Item, Python, speaks_of_celery};
use crate::node::{Node, Value};

/// The filters of Tutor and its plugins that are read, by the last part of their name.
const FILTERS: [&str; 9] = [
    "CELERY_WORKERS_CONFIG",
    "AUTOSCALING_CONFIG",
    "LMS_WORKER_COMMAND",
    "CMS_WORKER_COMMAND",
    "CONFIG_DEFAULTS",
    "CONFIG_UNIQUE",
    "CONFIG_OVERRIDES",
    "CONFIG_USER",
    "ENV_PATCHES",
];

pub(super) const TOO_MUCH: &str = "comes after more steps than are gone";
const RUNS: &str = "is decided when it runs";
const UNKNOWN: &str = "is nothing that is understood without running it";

/// Where a statement stands: the service of its branch, and whether everything in it matters.
#[derive(Clone, Default)]
pub(super) struct Scope {
    service: Option<String>,
    /// The names of a function; without one, names are the module's.
    locals: Option<BTreeMap<String, Node>>,
    /// What the function gives back.
    result: Option<Node>,
}

/// The target of an assignment: a name, and the keys behind it.
struct Target {
    name: String,
    keys: Vec<String>,
}

impl<'p> Python<'p> {
    /// Goes through a file.
    pub(super) fn module(&mut self, body: &'p [Stmt]) {
        let mut scope = Scope::default();
        for statement in body {
            self.statement(statement, &mut scope);
        }
    }

    /// What a change makes of a filter's value.
    pub(crate) fn apply(&mut self, change: &Change, value: Node) -> Node {
        let function = self.functions[change.function];
        let Some(parameter) = function.parameters.iter_non_variadic_params().next() else { return value };
        let parameter = parameter.parameter.name.as_str().to_owned();
        let locals = BTreeMap::from([(parameter.clone(), value)]);
        let mut scope = Scope { locals: Some(locals), ..Scope::default() };
        for statement in &function.body {
            self.statement(statement, &mut scope);
            if scope.result.is_some() {
                break;
            }
        }
        // A function that gives nothing back is a mistake; what it has changed is what was meant.
        let changed = scope.locals.and_then(|mut locals| locals.remove(&parameter));
        scope.result.or(changed).unwrap_or_else(Node::empty)
    }

    fn statement(&mut self, statement: &'p Stmt, scope: &mut Scope) {
        if scope.result.is_some() {
            return;
        }
        self.now = self.at(statement);
        if !self.goes(1) {
            self.leave(statement, TOO_MUCH);
            return;
        }
        let understood = match statement {
            Stmt::Assign(assign) => assign.targets.iter().all(|target| self.assign(target, &assign.value, scope)),
            Stmt::AnnAssign(assign) => {
                assign.value.as_ref().is_none_or(|value| self.assign(&assign.target, value, scope))
            }
            Stmt::AugAssign(assign) => self.augment(&assign.target, assign.op, &assign.value, scope),
            Stmt::Delete(delete) => delete.targets.iter().all(|target| self.delete(target, scope)),
            Stmt::Expr(expression) => self.expression(&expression.value, scope),
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::For(all) => self.each(all, scope),
            Stmt::If(branch) => return self.branch(statement, branch, scope),
            Stmt::Try(attempt) => self.attempt(attempt, scope),
            Stmt::Return(back) => {
                scope.result = back.value.as_ref().map(|value| self.value(value, scope)).or(Some(Node::null()));
                true
            }
            Stmt::ImportFrom(import) => {
                let renamed = import.names.iter().filter_map(|one| Some((one.asname.as_ref()?, &one.name)));
                self.aliases.extend(renamed.map(|(alias, name)| (alias.to_string(), name.to_string())));
                true
            }
            Stmt::Import(_) | Stmt::Pass(_) => true,
            _ => false,
        };
        if !understood && self.matters(statement, scope) {
            self.leave(statement, UNKNOWN);
        }
    }

    fn matters(&self, statement: &Stmt, scope: &Scope) -> bool {
        scope.locals.is_some() || speaks_of_celery(self.slice(statement.range()))
    }

    /// `target = value`, where the target may be several names.
    fn assign(&mut self, target: &Expr, value: &Expr, scope: &mut Scope) -> bool {
        let mut node = self.value(value, scope);
        if let (Value::Computed(_), Expr::Name(name)) = (&node.value, target)
            && name.id.to_ascii_lowercase().ends_with("broker_url")
            && let Some(url) = Self::pieces(value)
        {
            node.value = Value::Text(url);
        }
        self.bind(target, node, scope)
    }

    /// Binds a value to a target.
    fn bind(&mut self, target: &Expr, node: Node, scope: &mut Scope) -> bool {
        if let Expr::Tuple(ruff_python_ast::ExprTuple { elts, .. })
        | Expr::List(ruff_python_ast::ExprList { elts, .. }) = target
        {
            let Value::List(items) = node.value else { return false };
            return items.len() == elts.len()
                && elts.iter().zip(items).all(|(target, item)| self.bind(target, item, scope));
        }
        let Some(target) = self.target(target, scope) else { return false };
        let Some((last, above)) = target.keys.split_last() else {
            *self.variable(&target.name, scope) = node;
            return true;
        };
        match self.inside(&Target { name: target.name, keys: above.to_vec() }, true, scope) {
            Some(Node { value: Value::List(items), .. }) => {
                let item = last.parse().ok().and_then(|index: usize| items.get_mut(index));
                item.map(|item| *item = node).is_some()
            }
            Some(map @ Node { value: Value::Map(_), .. }) => {
                map.put(last, node);
                true
            }
            _ => false,
        }
    }

    /// `target += value`, `target |= value`
    fn augment(&mut self, target: &Expr, operator: Operator, value: &Expr, scope: &mut Scope) -> bool {
        let node = self.value(value, scope);
        let Some(target) = self.target(target, scope) else { return false };
        let weight = self.look_up(&target.name, scope).map_or(0, Node::weight);
        if !self.goes(weight) {
            return false;
        }
        let Some(there) = self.inside(&target, false, scope) else { return false };
        match super::value::combined(there.clone(), operator, node) {
            Some(combined) => {
                *there = combined;
                true
            }
            None => false,
        }
    }

    /// `del target`
    fn delete(&mut self, target: &Expr, scope: &mut Scope) -> bool {
        let Some(mut target) = self.target(target, scope) else { return false };
        let Some(last) = target.keys.pop() else { return false };
        self.inside(&target, false, scope).and_then(|node| node.take_entry(&last)).is_some()
    }

    /// A call that changes or adds something.
    fn expression(&mut self, expression: &Expr, scope: &mut Scope) -> bool {
        let call = match expression {
            Expr::Call(call) => call,
            Expr::StringLiteral(_) | Expr::EllipsisLiteral(_) => return true,
            _ => return false,
        };
        let Expr::Attribute(method) = &*call.func else { return false };
        let positional: Vec<Node> = call.arguments.args.iter().map(|argument| self.value(argument, scope)).collect();
        let mut named = Vec::new();
        for keyword in &call.arguments.keywords {
            let node = self.value(&keyword.value, scope);
            named.push((keyword.arg.as_ref().map_or("**".to_owned(), |name| name.as_str().to_owned()), node));
        }
        if let Some(filter) = self.filter(&method.value) {
            return self.add(&filter, &method.attr, positional);
        }
        let Some(target) = self.target(&method.value, scope) else { return false };
        self.method(&target, &method.attr, positional, named, scope)
    }

    /// `FILTER.add_item(…)`, `FILTER.add_items([…])`
    fn add(&mut self, filter: &str, method: &str, arguments: Vec<Node>) -> bool {
        let Some(first) = arguments.into_iter().next() else { return false };
        let nodes = match (method, first) {
            ("add_item", node) => vec![node],
            ("add_items", Node { value: Value::List(items), .. }) => items,
            _ => return false,
        };
        self.module.items.extend(nodes.into_iter().map(|node| Item { filter: filter.to_owned(), node }));
        true
    }

    /// A method of dictionaries and lists.
    fn method(
        &mut self,
        target: &Target,
        method: &str,
        positional: Vec<Node>,
        named: Vec<(String, Node)>,
        scope: &mut Scope,
    ) -> bool {
        let creates = matches!(method, "update" | "setdefault");
        let Some(node) = self.inside(target, creates, scope) else { return false };
        let mut arguments = positional.into_iter();
        match (method, arguments.next(), arguments.next(), &mut node.value) {
            ("update", first, None, Value::Map(_)) => {
                let entries = match first.map(|first| first.value) {
                    Some(Value::Map(entries)) => entries,
                    Some(_) => return false,
                    None => Vec::new(),
                };
                entries.into_iter().chain(named).for_each(|(name, value)| node.put(&name, value));
                true
            }
            ("setdefault", Some(name), default, Value::Map(_)) => {
                let Some(name) = name.scalar() else { return false };
                if node.look(&format!(".{name}")).is_none() {
                    node.put(&name, default.unwrap_or_else(Node::null));
                }
                true
            }
            ("pop", Some(name), _, Value::Map(_)) => {
                let Some(name) = name.scalar() else { return false };
                node.take_entry(&name);
                true
            }
            ("clear", None, None, Value::Map(entries)) => {
                entries.clear();
                true
            }
            ("append", Some(item), None, Value::List(items)) => {
                items.push(item);
                true
            }
            ("extend", Some(Node { value: Value::List(more), .. }), None, Value::List(items)) => {
                items.extend(more);
                true
            }
            ("remove", Some(item), None, Value::List(items)) => {
                let index = items.iter().position(|there| there.value == item.value);
                index.map(|index| items.remove(index)).is_some()
            }
            _ => false,
        }
    }

    /// A function; one that changes a filter is noted, to be asked later.
    fn function(&mut self, function: &'p StmtFunctionDef) -> bool {
        let mut any = false;
        for decorator in &function.decorator_list {
            let Some((filter, priority)) = self.added_to(&decorator.expression) else { continue };
            any = true;
            self.module.changes.push(Change { filter, priority, function: self.functions.len() });
        }
        if any {
            self.functions.push(function);
        }
        any
    }

    /// The filter that a decorator adds a function to, and when it is asked.
    fn added_to(&self, decorator: &Expr) -> Option<(String, i64)> {
        let Expr::Call(call) = decorator else { return None };
        let Expr::Attribute(method) = &*call.func else { return None };
        let filter = self.filter(&method.value).filter(|_| method.attr.as_str() == "add")?;
        let given = call.arguments.args.first().or(call.arguments.keywords.first().map(|keyword| &keyword.value));
        let priority = given.map_or(Some(10), |given| self.priority(given))?;
        Some((filter, priority))
    }

    /// The filter that a name means, whatever it was imported as.
    fn filter(&self, of: &Expr) -> Option<String> {
        let name = last_name(of)?;
        let name = self.aliases.iter().find(|(alias, _)| alias == name).map_or(name, |(_, name)| name);
        FILTERS.contains(&name).then(|| name.to_owned())
    }

    /// `hooks.priorities.LOW`, `hooks.priorities.LOW + 1`, `5`
    fn priority(&self, of: &Expr) -> Option<i64> {
        match of {
            Expr::Attribute(attribute) => match attribute.attr.as_str() {
                "HIGH" => Some(5),
                "DEFAULT" => Some(10),
                "LOW" => Some(50),
                _ => None,
            },
            Expr::BinOp(sum) => {
                let (left, right) = (self.priority(&sum.left)?, self.priority(&sum.right)?);
                match sum.op {
                    Operator::Add => left.checked_add(right),
                    Operator::Sub => left.checked_sub(right),
                    _ => None,
                }
            }
            Expr::NumberLiteral(_) => self.slice(of.range()).parse().ok(),
            _ => None,
        }
    }

    /// A loop over literals is written out.
    fn each(&mut self, all: &'p StmtFor, scope: &mut Scope) -> bool {
        let over = self.value(&all.iter, scope);
        let items: Vec<Node> = match over.value {
            Value::List(items) => items,
            Value::Map(entries) => entries.into_iter().map(|(name, _)| Node::of_text(&name)).collect(),
            _ => return false,
        };
        let jumps = |statement: &Stmt| matches!(statement, Stmt::Break(_) | Stmt::Continue(_));
        if !all.orelse.is_empty() || all.body.iter().any(jumps) {
            return false;
        }
        for item in items {
            if self.budget == 0 {
                return false;
            }
            if !self.bind(&all.target, item, scope) {
                return false;
            }
            for statement in &all.body {
                self.statement(statement, scope);
            }
        }
        true
    }

    /// The branches of `if SERVICE_VARIANT == "lms"` are those services' own; others are decided when they run.
    fn branch(&mut self, statement: &'p Stmt, branch: &'p StmtIf, scope: &mut Scope) {
        let tests =
            std::iter::once(Some(&*branch.test)).chain(branch.elif_else_clauses.iter().map(|one| one.test.as_ref()));
        let services: Option<Vec<String>> = tests.map(|test| of_service(test?)).collect();
        let Some(services) = services.filter(|_| scope.service.is_none()) else {
            if self.matters(statement, scope) {
                self.leave(statement, RUNS);
            }
            return;
        };
        let bodies = std::iter::once(&branch.body).chain(branch.elif_else_clauses.iter().map(|one| &one.body));
        for (service, body) in services.into_iter().zip(bodies) {
            scope.service = Some(service);
            body.iter().for_each(|statement| self.statement(statement, scope));
        }
        scope.service = None;
    }

    /// `try: X.update(…) except NameError: X = …` says the same twice: the first is read.
    fn attempt(&mut self, attempt: &'p StmtTry, scope: &mut Scope) -> bool {
        let only_names = attempt.handlers.iter().all(|handler| {
            let ruff_python_ast::ExceptHandler::ExceptHandler(handler) = handler;
            handler.type_.as_ref().is_some_and(|of| last_name(of) == Some("NameError"))
        });
        if !only_names || !attempt.orelse.is_empty() || !attempt.finalbody.is_empty() {
            return false;
        }
        attempt.body.iter().for_each(|statement| self.statement(statement, scope));
        true
    }

    /// A name with keys behind it.
    fn target(&mut self, of: &Expr, scope: &Scope) -> Option<Target> {
        let mut keys = Vec::new();
        let mut at = of;
        while let Expr::Subscript(subscript) = at {
            keys.push(self.value(&subscript.slice, scope).scalar()?);
            at = &subscript.value;
        }
        let Expr::Name(name) = at else { return None };
        keys.reverse();
        Some(Target { name: name.id.to_string(), keys })
    }

    /// What a name is bound to here.
    pub(super) fn look_up<'a>(&'a self, name: &str, scope: &'a Scope) -> Option<&'a Node> {
        let local = scope.locals.as_ref().and_then(|locals| locals.get(name));
        let of = |service: &Option<String>| self.module.names.get(&(service.clone(), name.to_owned()));
        local.or_else(|| of(&scope.service)).or_else(|| of(&None))
    }

    /// What a name is bound to here, to be bound anew. Of a service alone it begins as it is for all.
    fn variable<'a>(&'a mut self, name: &str, scope: &'a mut Scope) -> &'a mut Node {
        if scope.locals.is_some() {
            let locals = scope.locals.get_or_insert_default();
            return locals.entry(name.to_owned()).or_insert_with(Node::null);
        }
        let own = (scope.service.clone(), name.to_owned());
        if !self.module.names.contains_key(&own) {
            let there = self.look_up(name, scope).cloned().unwrap_or_else(Node::null);
            self.module.names.insert(own.clone(), there);
        }
        self.module.names.entry(own).or_insert_with(Node::null)
    }

    /// What a target leads to. What is not there is made where that is wanted, and noted: Python would stop there.
    fn inside<'a>(&'a mut self, target: &Target, creates: bool, scope: &'a mut Scope) -> Option<&'a mut Node> {
        let there = self.look_up(&target.name, scope);
        if there.is_none() && !is_setting(&target.name) {
            return None;
        }
        let steps = there.map_or(0, |node| known_steps(node, &target.keys));
        if steps < target.keys.len() {
            if !creates {
                return None;
            }
            let keys: String = target.keys[..=steps].iter().map(|key| format!("[{key:?}]")).collect();
            self.note(format!("`{}{keys}` is not there yet: Python stops here with a KeyError", target.name));
        }
        let node = self.variable(&target.name, scope);
        if node.value == Value::Null {
            node.value = Value::Map(Vec::new());
        }
        walk(node, &target.keys)
    }
}

/// How many keys of a chain are there.
fn known_steps(node: &Node, keys: &[String]) -> usize {
    let Some((first, rest)) = keys.split_first() else { return 0 };
    let next = match &node.value {
        Value::Map(entries) => entries.iter().find(|(name, _)| name == first).map(|(_, node)| node),
        Value::List(items) => first.parse().ok().and_then(|index: usize| items.get(index)),
        _ => None,
    };
    next.map_or(0, |next| 1 + known_steps(next, rest))
}

/// What a chain of keys leads to; maps that are missing are made.
fn walk<'a>(node: &'a mut Node, keys: &[String]) -> Option<&'a mut Node> {
    let Some((first, rest)) = keys.split_first() else { return Some(node) };
    if matches!(node.value, Value::Map(_)) && node.entry(first).is_none() {
        node.put(first, Node::empty());
    }
    walk(node.child(first)?, rest)
}

/// Settings that are there before a file of settings speaks of them.
pub(super) fn is_setting(name: &str) -> bool {
    name == "EXPLICIT_QUEUES" || name.starts_with("CELERY_") || name.starts_with("BROKER_")
}

/// The service whose branch a test opens.
fn of_service(test: &Expr) -> Option<String> {
    let Expr::Compare(compare) = test else { return None };
    let (Expr::Name(name), [CmpOp::Eq], [Expr::StringLiteral(service)]) =
        (&*compare.left, &*compare.ops, &*compare.comparators)
    else {
        return None;
    };
    (name.id == "SERVICE_VARIANT").then(|| service.value.to_str().to_owned())
}

/// The last part of a dotted name.
pub(super) fn last_name(of: &Expr) -> Option<&str> {
    match of {
        Expr::Name(name) => Some(&name.id),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}
