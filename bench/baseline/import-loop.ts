// What SQLite itself takes for the rows of an import: no lines read, nothing checked or looked up. Prints how
// many users were written in a second. Arguments: a new file, how many users, `assigned` for a group each.
import SqliteConnection from 'better-sqlite3';

const [path = '', count = '0', isAssigned] = process.argv.slice(2);
const users = Number(count);
const perCommit = 4_096;
const db = new SqliteConnection(path);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('wal_autocheckpoint = 16000');
db.exec(`
  create table users (id text primary key, external_id text, email text, email_key text, username text,
    username_key text, first_name text, last_name text, created_at integer, updated_at integer);
  create unique index by_external_id on users (external_id);
  create unique index by_email on users (email_key);
  create unique index by_username on users (username_key);
  create table passwords (user_id text primary key, hash text, digest text) without rowid;
  create table user_groups (user_id text, group_id text, primary key (user_id, group_id)) without rowid;
  create index by_group on user_groups (group_id, user_id);
  create table events (id integer primary key autoincrement, type text, subject_id text, data text, at integer);
  create index events_at on events (at);`);
const insertUser = db.prepare('insert into users values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
const insertPassword = db.prepare('insert into passwords values (?, ?, ?)');
const insertGroup = db.prepare('insert into user_groups values (?, ?)');
const insertEvent = db.prepare('insert into events (type, subject_id, data, at) values (?, ?, ?, ?)');
const hash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}`;

function insert(index: number): void {
  const number = (index * 7_919) % users;
  const id = `019b6ad4-3c00-7c4d-9b1a-${String(index).padStart(12, '0')}`;
  const name = `user${String(number).padStart(7, '0')}`;
  const email = `${name}@bench.test`;
  insertUser.run(id, `e${number}`, email, email, name, name, 'Ada', `Number ${number}`, index, index);
  insertPassword.run(id, hash, 'C'.repeat(43));
  if (isAssigned === 'assigned') {
    insertGroup.run(id, `019b6ad4-3c00-7c4d-9b1a-9${String(number % 5_000).padStart(11, '0')}`);
  }
  insertEvent.run('user.created', id, '{"is_active":true}', index);
}

const startedAt = performance.now();
const commit = db.transaction((from: number, to: number) => {
  for (let index = from; index < to; index++) insert(index);
});
for (let from = 0; from < users; from += perCommit) commit(from, Math.min(users, from + perCommit));
console.log(String((users * 1000) / (performance.now() - startedAt)));
