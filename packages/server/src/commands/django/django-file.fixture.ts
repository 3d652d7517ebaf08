import SqliteConnection from 'better-sqlite3';

/** What tables of Django 3.2 hold, as far as tests ask about it. */
export interface DjangoRow {
  id: number;
  username: string;
  email: string;
  password?: string;
  is_active?: 0 | 1;
  date_joined?: string;
}

const tables = `
  create table auth_user (id integer not null primary key, password varchar(128) not null, last_login datetime,
    is_superuser bool not null, username varchar(150) not null, first_name varchar(150) not null,
    last_name varchar(150) not null, email varchar(254) not null, is_staff bool not null, is_active bool not null,
    date_joined datetime not null);
  create table auth_group (id integer not null primary key, name varchar(150) not null);
  create table django_content_type (id integer not null primary key, app_label varchar(100), model varchar(100));
  create table auth_permission (id integer not null primary key, content_type_id integer, codename varchar(100),
    name varchar(255));
  create table auth_group_permissions (id integer not null primary key, group_id integer, permission_id integer);
  create table auth_user_groups (id integer not null primary key, user_id integer references auth_user (id),
    group_id integer references auth_group (id));
  create table auth_user_user_permissions (id integer not null primary key,
    user_id integer references auth_user (id), permission_id integer references auth_permission (id));`;

/** A file with tables of Django's own users. `more` is SQL. */
export function createDjangoFile(path: string, users: readonly DjangoRow[], more = ''): void {
  const connection = new SqliteConnection(path);
  connection.exec(tables);
  const insert = connection.prepare(`insert into auth_user (id, password, is_superuser, username, first_name,
    last_name, email, is_staff, is_active, date_joined)
    values (@id, @password, 0, @username, '', '', @email, 0, @is_active, @date_joined)`);
  for (const user of users)
    insert.run({ password: '!', is_active: 1, date_joined: '2024-02-03 04:05:06.789000', ...user });
  connection.exec(more);
  connection.close();
}
