//! A script → all that the server sends. A step is a map with one of these words:
//!
//! - `initialize: params`; where a script does not begin with it, one of a plain client is sent
//! - `open: FILE`, with `text:` where it is not that of the disk; `change: FILE` with `to:`, the changes as the protocol has
//!   them, or the whole text; `close: FILE`
//! - `disk: FILE` with `text:`: writes a file, or without it removes one, and says so to the server, unless it is `unseen`
//! - `ask: METHOD` or `tell: METHOD`, with `at: FILE` for the file, and the place of its mark `‸`; `mark: 2` for the second;
//!   `params:` has the rest
//! - `together: [steps]`: sent before any is taken
//! - `raw: message`; `answer: result` answers the last request of the server
//!
//! `first: 3` shows so many of every list that comes back; `offers: true` all that the server says that it can.
//! The texts of scripts and files may have marks; the server sees none. An answer may be sent back in `params` as
//! `$POINTER`, such as `$/items/0`, out of the last one.

use std::collections::BTreeMap;
use std::path::Path;

use libtest_mimic::Failed;
use serde_json::{Value as Json, json};
use tests::{files, read};

use super::client::{Client, Disk, change, open, tell};
use super::show::show;

const FOLDER: &str = "file:///site";
const MARK: char = '‸';

/// Plays a script; gives what was sent for each step.
pub(crate) fn play(folder: &Path, script: &str) -> Result<String, Failed> {
    let steps: Vec<Json> = serde_yaml::from_str(script)?;
    let mut player = Player::new(folder);
    let mut text = String::new();
    if !steps.iter().any(|step| step.get("initialize").is_some()) {
        player.step(&json!({ "initialize": {} }))?;
    }
    for step in &steps {
        let messages = player.step(step)?;
        let sent = player.client.send(messages);
        player.remember(&sent);
        text += &format!("// {}\n", told(step));
        text.extend(sent.iter().map(|message| show(&seen(message, step)) + "\n"));
    }
    Ok(text)
}

/// A step in a line: its words and what they say, long texts left out.
fn told(step: &Json) -> String {
    let words = step.as_object().into_iter().flatten().filter(|(_, value)| value.is_string() || value.is_number());
    let words = words.filter(|(_, value)| !value.as_str().is_some_and(|text| text.contains('\n')));
    let line: Vec<String> =
        words.map(|(word, value)| format!("{word} {}", value.as_str().unwrap_or(&value.to_string()))).collect();
    if line.is_empty() {
        step.as_object().map_or_else(String::new, |step| step.keys().cloned().collect::<Vec<_>>().join(" "))
    } else {
        line.join(", ")
    }
}

struct Player {
    client: Client,
    /// How columns are counted, as it was agreed.
    encoding: String,
    /// The texts with their marks, and the version of what is open.
    texts: BTreeMap<String, String>,
    versions: BTreeMap<String, i32>,
    /// The last answer, and the last request of the server.
    answer: Json,
    asked: Json,
}

impl Player {
    fn new(folder: &Path) -> Self {
        let on_disk = files(folder, "celq").into_iter();
        let named = |path: std::path::PathBuf| {
            let name = path.strip_prefix(folder).expect("a file of the case").to_string_lossy().replace('\\', "/");
            (name, read(&path))
        };
        let texts: BTreeMap<String, String> = on_disk.map(named).collect();
        let disk = Disk::default();
        disk.0.borrow_mut().extend(texts.iter().map(|(name, text)| (uri(name), text.replace(MARK, ""))));
        let encoding = "utf-16".to_owned();
        let (versions, answer, asked) = (BTreeMap::new(), Json::Null, Json::Null);
        Self { client: Client::new(disk), encoding, texts, versions, answer, asked }
    }

    fn remember(&mut self, sent: &[Json]) {
        if let Some(answer) = sent.iter().rev().find(|message| message.get("method").is_none()) {
            self.answer = answer["result"].clone();
        }
        if let Some(asked) =
            sent.iter().rev().find(|message| message.get("method").is_some() && message.get("id").is_some())
        {
            self.asked = asked["id"].clone();
        }
        if let Some(encoding) = self.answer.pointer("/capabilities/positionEncoding").and_then(Json::as_str) {
            encoding.clone_into(&mut self.encoding);
        }
    }

    /// The messages of a step.
    fn step(&mut self, step: &Json) -> Result<Vec<Json>, Failed> {
        let words = ["initialize", "open", "change", "close", "disk", "ask", "tell", "together", "raw", "answer"];
        let word = words.into_iter().find(|word| step.get(word).is_some()).ok_or("a step without a word")?;
        let named = step[word].as_str().unwrap_or_default();
        Ok(match word {
            "initialize" => {
                let mut params = json!({ "workspaceFolders": [{ "uri": FOLDER, "name": "site" }], "capabilities": {} });
                merge(&mut params, &step[word]);
                let request = self.client.request("initialize", &params);
                if step.get("initialized").is_some() || step[word] == json!({}) {
                    let sent = self.client.send(vec![request]);
                    self.remember(&sent);
                    self.client.send(vec![tell("initialized", &json!({}))]);
                    return Ok(Vec::new());
                }
                vec![request, tell("initialized", &json!({}))]
            }
            "open" => vec![self.open(named, &step["text"])],
            "change" => vec![self.change(named, &step["to"])],
            "close" => vec![tell("textDocument/didClose", &json!({ "textDocument": { "uri": uri(named) } }))],
            "disk" => {
                let told = self.disk(named, &step["text"]);
                if step.get("unseen").is_some() { Vec::new() } else { vec![told] }
            }
            "ask" => {
                let params = self.params(step)?;
                vec![self.client.request(named, &params)]
            }
            "tell" => vec![tell(named, &self.params(step)?)],
            "together" => {
                let steps = step[word].as_array().into_iter().flatten();
                let messages: Result<Vec<Vec<Json>>, Failed> = steps.map(|step| self.step(step)).collect();
                messages?.concat()
            }
            "answer" => vec![json!({ "id": self.asked, "result": step[word] })],
            _ => vec![step[word].clone()],
        })
    }

    fn open(&mut self, name: &str, text: &Json) -> Json {
        let text = text.as_str().map_or_else(|| self.texts[name].clone(), str::to_owned);
        let plain = text.replace(MARK, "");
        self.texts.insert(name.to_owned(), text);
        self.versions.insert(name.to_owned(), 1);
        open(&uri(name), 1, &plain)
    }

    fn change(&mut self, name: &str, to: &Json) -> Json {
        let version = self.versions.entry(name.to_owned()).or_default();
        *version += 1;
        let changes = match to.as_str() {
            Some(text) => {
                self.texts.insert(name.to_owned(), text.to_owned());
                json!([{ "text": text.replace(MARK, "") }])
            }
            None => to.clone(),
        };
        change(&uri(name), *version, &changes)
    }

    fn disk(&mut self, name: &str, text: &Json) -> Json {
        let mut files = self.client.disk.0.borrow_mut();
        let before = match text.as_str() {
            Some(text) => files.insert(uri(name), text.to_owned()),
            None => files.remove(&uri(name)),
        };
        let kind = match (before, text.is_null()) {
            (_, true) => 3,
            (None, _) => 1,
            (Some(_), _) => 2,
        };
        tell("workspace/didChangeWatchedFiles", &json!({ "changes": [{ "uri": uri(name), "type": kind }] }))
    }

    fn params(&self, step: &Json) -> Result<Json, Failed> {
        let mut params = json!({});
        if let Some(name) = step["at"].as_str() {
            params["textDocument"] = json!({ "uri": uri(name) });
            let which = usize::try_from(step["mark"].as_u64().unwrap_or(1))?;
            if let Some(position) = self.texts.get(name).and_then(|text| self.position(text, which)) {
                params["position"] = position;
            }
        }
        merge(&mut params, &self.filled(&step["params"])?);
        Ok(params)
    }

    /// Parameters with what they take from the last answer.
    fn filled(&self, params: &Json) -> Result<Json, Failed> {
        Ok(match params {
            Json::String(text) if text.starts_with('$') => {
                let found = self.answer.pointer(&text[1..]);
                found.cloned().ok_or_else(|| format!("the last answer has no {text}"))?
            }
            Json::Object(members) => {
                let filled = members.iter().map(|(name, value)| Ok((name.clone(), self.filled(value)?)));
                filled.collect::<Result<serde_json::Map<_, _>, Failed>>()?.into()
            }
            other => other.clone(),
        })
    }

    /// The place of a mark, counted here once more and in another way than the server counts.
    fn position(&self, marked: &str, which: usize) -> Option<Json> {
        let (at, _) = marked.match_indices(MARK).nth(which - 1)?;
        let before = marked[..at].replace(MARK, "");
        let line = before.split('\n').count() - 1;
        let column = before.rsplit('\n').next().unwrap_or_default();
        let character: usize = match self.encoding.as_str() {
            "utf-8" => column.len(),
            "utf-32" => column.chars().count(),
            _ => column.chars().map(char::len_utf16).sum(),
        };
        Some(json!({ "line": line, "character": character }))
    }
}

fn uri(name: &str) -> String {
    format!("{FOLDER}/{}", name.replace(' ', "%20"))
}

/// What is shown of a message: of lists as many as a step wants to see, of what the server offers only how it counts, unless
/// the step wants to see it.
fn seen(message: &Json, step: &Json) -> Json {
    if message.pointer("/result/capabilities").is_some() && step.get("offers").is_none() {
        return json!({ "id": message["id"], "positionEncoding": message["result"]["capabilities"]["positionEncoding"] });
    }
    let most = step["first"].as_u64().and_then(|most| usize::try_from(most).ok());
    most.map_or_else(|| message.clone(), |most| shortened(message, most))
}

fn shortened(json: &Json, most: usize) -> Json {
    match json {
        Json::Array(items) => {
            let rest = items.len().saturating_sub(most);
            let more = (rest > 0).then(|| json!(format!("and {rest} more")));
            items.iter().take(most).map(|item| shortened(item, most)).chain(more).collect()
        }
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), shortened(value, most)));
            members.collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

fn merge(into: &mut Json, from: &Json) {
    match (into, from) {
        (Json::Object(into), Json::Object(from)) => {
            for (name, value) in from {
                into.insert(name.clone(), value.clone());
            }
        }
        (_, Json::Null) => {}
        (into, from) => *into = from.clone(),
    }
}
