//! A Redis: its address in, what waits there out. Reads and never writes, in batches, and waits for nothing for long. Which
//! key is what the library says. No message has the address as it was written: a password may stand in it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use celq::plan::Plan;
use celq::report::drift::{Keys, List, Snapshot};
use redis::{
    Connection, ConnectionInfo, ErrorKind, IntoConnectionInfo as _, RedisConnectionInfo, RedisError, RedisResult,
    Value, cmd, from_redis_value, pipe,
};

use crate::{Failure, Result};

/// How long a connection and each answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many keys are looked at in one go.
const BATCH: usize = 1000;
/// Of so many lists the messages are looked at; the others are counted.
const MOST: usize = 100;
/// More queues than anybody has; the names of clients that wait for replies are no queues.
const MOST_BOUND: usize = 10_000;
/// So many messages are read at each end of a list.
const AT_EACH_END: isize = 3;
/// A list whose messages are larger than so many bytes on average is not read.
const LARGEST: u64 = 64 << 10;

/// What is in a broker.
pub(crate) fn read(address: &str, plan: &Plan<'_>) -> Result<Snapshot> {
    let info = information(address, plan)?;
    let name = info.addr().to_string();
    let snapshot = open(&info).and_then(|connection| Reader { connection, plan, keys: Keys::of(plan) }.read());
    snapshot.map_err(|error| Failure::Because(format!("{name}: {}", sentence(&error))))
}

/// Reads an address. Where it names no database, that of the file is meant.
fn information(address: &str, plan: &Plan<'_>) -> Result<ConnectionInfo> {
    let broker = &plan.model.broker;
    if !broker.is_redis() {
        let kind = broker.kind.title();
        return Err(Failure::Because(format!("the file's broker is {kind}, and qc reads what waits in Redis only")));
    }
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    if ["rediss", "valkeys"].contains(&scheme) {
        let tunnel = "let a tunnel do it (`kubectl port-forward` to a port without TLS, or stunnel), and give its `redis://` address";
        return Err(Failure::Because(format!("qc speaks no TLS to a broker: {tunnel}")));
    }
    let wanted = "the broker is written as `redis://[user[:password]@]host[:port][/db]` or `unix:///path`; in a user or password, \
                  `@`, `/`, `:`, `#` and `?` are %40, %2F, %3A, %23 and %3F";
    let unreadable = || Failure::Because(wanted.to_owned());
    let url = redis::parse_redis_url(address).ok_or_else(unreadable)?;
    let info = url.clone().into_connection_info().map_err(|_| unreadable())?;
    let says_database = !url.path().trim_matches('/').is_empty() && url.has_host();
    if says_database || url.query_pairs().any(|(key, _)| key == "db") {
        return Ok(info);
    }
    let settings = info.redis_settings().clone().set_db(broker.db());
    Ok(info.set_redis_settings(settings))
}

/// Opens a connection. What the library says at first it says in one go, and waits for every answer of it: so this is said
/// here, word by word.
fn open(info: &ConnectionInfo) -> RedisResult<Connection> {
    let bare = info.clone().set_redis_settings(RedisConnectionInfo::default().set_skip_set_lib_name());
    let mut connection = redis::Client::open(bare)?.get_connection_with_timeout(PATIENCE)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_write_timeout(Some(PATIENCE))?;
    let settings = info.redis_settings();
    if let Some(password) = settings.password() {
        cmd("AUTH").arg(settings.username()).arg(password).exec(&mut connection)?;
    }
    if settings.db() != 0 {
        cmd("SELECT").arg(settings.db()).exec(&mut connection)?;
    }
    // Where a server knows it, looking at a list does not make it one that was used just now.
    match cmd("CLIENT").arg("NO-TOUCH").arg("ON").exec(&mut connection) {
        Err(error) if !matches!(error.kind(), ErrorKind::Server(_) | ErrorKind::Extension) => Err(error),
        _ => Ok(connection),
    }
}

struct Reader<'a> {
    connection: Connection,
    plan: &'a Plan<'a>,
    keys: Keys<'a>,
}

impl Reader<'_> {
    fn read(mut self) -> RedisResult<Snapshot> {
        let bound = self.bound()?;
        let (mut lists, more) = self.lists(&bound)?;
        for list in &mut lists {
            list.sample = self.sample(list)?;
        }
        Ok(Snapshot { own: self.own()?, lists, more, hashes: self.hashes()?, bound })
    }

    /// The lengths of the site's own lists.
    fn own(&mut self) -> RedisResult<BTreeMap<Vec<u8>, Option<u64>>> {
        let keys: Vec<Vec<u8>> = self.keys.own().map(<[u8]>::to_vec).collect();
        let mut own = BTreeMap::new();
        for keys in keys.chunks(BATCH) {
            let lengths = self.each(keys, &["LLEN"])?;
            for (key, length) in keys.iter().zip(lengths) {
                let length = match length {
                    Err(error) if error.code() == Some("WRONGTYPE") => None,
                    length => Some(length?),
                };
                own.insert(key.clone(), length);
            }
        }
        Ok(own)
    }

    /// The lists that nobody declares and that are worth a look, and the number of the others.
    fn lists(&mut self, bound: &BTreeSet<Vec<u8>>) -> RedisResult<(Vec<List>, usize)> {
        let names = Keys::of(self.plan);
        let is_bound = |key: &[u8]| bound.contains(key) || bound.contains(names.name(key));
        let (mut lists, mut more): (BTreeMap<Vec<u8>, List>, usize) = (BTreeMap::new(), 0);
        let mut cursor = None;
        while let Some(mut keys) = self.scan(&mut cursor, "list", "*")? {
            keys.retain(|key| self.keys.is_undeclared(key) && !lists.contains_key(key));
            // Reading the length makes the key one that was used just now.
            let idle = self.each(&keys, &["OBJECT", "IDLETIME"])?;
            let lengths = self.each(&keys, &["LLEN"])?;
            for ((key, idle), messages) in keys.into_iter().zip(idle).zip(lengths) {
                let list = List { key: key.clone(), messages: messages?, idle: idle.ok(), sample: Vec::new() };
                lists.insert(key, list);
            }
            if lists.len() > BATCH {
                more += shorten(&mut lists, is_bound);
            }
        }
        lists.retain(|_, list| list.messages > 0);
        more += shorten(&mut lists, is_bound);
        let mut lists: Vec<List> = lists.into_values().collect();
        lists.sort_by_key(|list| Reverse(list.messages));
        Ok((lists, more))
    }

    /// The first and last messages of a list, unless they are large.
    fn sample(&mut self, list: &List) -> RedisResult<Vec<Vec<u8>>> {
        let bytes = cmd("MEMORY").arg("USAGE").arg(&list.key).query::<Option<u64>>(&mut self.connection);
        if !matches!(bytes, Ok(Some(bytes)) if bytes / list.messages.max(1) <= LARGEST) {
            return Ok(Vec::new());
        }
        let mut range = |from: isize, to: isize| -> RedisResult<Vec<Vec<u8>>> {
            cmd("LRANGE").arg(&list.key).arg(from).arg(to).query(&mut self.connection)
        };
        if list.messages <= 2 * AT_EACH_END.unsigned_abs() as u64 {
            return range(0, 2 * AT_EACH_END - 1);
        }
        Ok([range(0, AT_EACH_END - 1)?, range(-AT_EACH_END, -1)?].concat())
    }

    /// The hashes of what workers have taken, with how many messages are in each.
    fn hashes(&mut self) -> RedisResult<BTreeMap<Vec<u8>, u64>> {
        let mut hashes = BTreeMap::new();
        let (pattern, mut cursor) = (begins(&self.keys.in_flight()), None);
        while let Some(mut keys) = self.scan(&mut cursor, "hash", &pattern)? {
            keys.retain(|key| self.keys.is_in_flight(key));
            for (key, length) in keys.iter().zip(self.each(&keys, &["HLEN"])?) {
                hashes.insert(key.clone(), length?);
            }
        }
        Ok(hashes)
    }

    /// The queues that kombu has bound and that nobody declares, as far as so many are worth a look.
    fn bound(&mut self) -> RedisResult<BTreeSet<Vec<u8>>> {
        let mut bound = BTreeSet::new();
        let (pattern, mut cursor) = (begins(&self.keys.bindings()), None);
        while let Some(sets) = self.scan(&mut cursor, "set", &pattern)? {
            for set in sets {
                let mut next = None;
                while next != Some(0) && bound.len() < MOST_BOUND {
                    let scan = cmd("SSCAN").arg(&set).arg(next.unwrap_or(0)).arg("COUNT").arg(BATCH).take();
                    let (after, members): (u64, Vec<Vec<u8>>) = scan.query(&mut self.connection)?;
                    let queues = members.iter().map(|member| self.keys.bound(member));
                    bound.extend(queues.filter(|queue| self.keys.is_undeclared(queue)).map(<[u8]>::to_vec));
                    next = Some(after);
                }
            }
        }
        Ok(bound)
    }

    /// The next keys of a type; `None` after the last.
    fn scan(&mut self, cursor: &mut Option<u64>, of: &str, pattern: &str) -> RedisResult<Option<Vec<Vec<u8>>>> {
        if *cursor == Some(0) {
            return Ok(None);
        }
        let scan = cmd("SCAN").arg(cursor.unwrap_or(0)).arg("MATCH").arg(pattern).arg("COUNT").arg(BATCH).take();
        let (next, keys) = { scan }.arg("TYPE").arg(of).query::<(u64, Vec<Vec<u8>>)>(&mut self.connection)?;
        *cursor = Some(next);
        Ok(Some(keys))
    }

    /// A number for each key, all asked for at once; after the first answer that does not come no other is waited for.
    fn each(&mut self, keys: &[Vec<u8>], command: &[&str]) -> RedisResult<Vec<RedisResult<u64>>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = pipe();
        for key in keys {
            all.cmd(command[0]).arg(&command[1..]).arg(key);
        }
        self.connection.send_packed_command(&all.get_packed_pipeline())?;
        let number = |answer| match answer {
            Value::ServerError(error) => Err(error.into()),
            answer => Ok(from_redis_value(answer)?),
        };
        keys.iter().map(|_| self.connection.recv_response().map(number)).collect()
    }
}

/// Keeps what is worth a look: what kombu knows as queues, then the longest; gives how many are dropped.
fn shorten(lists: &mut BTreeMap<Vec<u8>, List>, is_bound: impl Fn(&[u8]) -> bool) -> usize {
    let rank = |list: &List| (!is_bound(&list.key), Reverse(list.messages), list.key.clone());
    let mut ranks: Vec<_> = lists.values().map(rank).collect();
    ranks.sort();
    let dropped = ranks.split_off(ranks.len().min(MOST));
    for (.., key) in &dropped {
        lists.remove(key);
    }
    dropped.len()
}

/// The pattern of what begins so, for `MATCH`.
fn begins(text: &str) -> String {
    let escaped = text.chars().flat_map(|c| "*?[]^\\".contains(c).then_some('\\').into_iter().chain([c]));
    escaped.chain(['*']).collect()
}

/// What went wrong, for somebody who has to do something about it.
fn sentence(error: &RedisError) -> String {
    let detail = error.detail().unwrap_or_default();
    let code = error.code().unwrap_or_default();
    let known = [
        (error.is_timeout(), "no answer within 5 s"),
        (
            error.is_connection_refusal(),
            "nothing listens there; `kubectl port-forward service/redis 6379` brings a cluster's",
        ),
        (code == "NOAUTH", "it wants a password: `redis://:PASSWORD@host`, best in the variable QC_BROKER"),
        (code == "WRONGPASS" || detail.contains("invalid password"), "it refuses this user and password"),
        (detail.contains("without any password"), "it knows no password: leave it out of the address"),
        (detail.contains("DB index"), "it has no database of this number"),
        (
            code == "NOPERM",
            "the user may not read what qc has to: `+scan +llen +lrange +hlen +sscan +memory|usage ~*`, and `+select`",
        ),
        (["MOVED", "ASK", "CLUSTERDOWN"].contains(&code), "it is a Redis Cluster, which is no broker of Celery's"),
        (code == "ERR" && detail.contains("syntax error"), "it is older than Redis 6, whose SCAN knows no types"),
        (error.kind() == ErrorKind::Parse, "what listens there does not answer as Redis does"),
        (error.is_connection_dropped(), "it ends the connection: it is no Redis, or wants TLS"),
    ];
    match known.into_iter().find(|(holds, _)| *holds) {
        Some((_, sentence)) => sentence.to_owned(),
        None => shown(&error.to_string()),
    }
}

/// What a server or the system said, in one line and without the system's number.
fn shown(text: &str) -> String {
    let text = text.split(" (os error ").next().unwrap_or_default();
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}
