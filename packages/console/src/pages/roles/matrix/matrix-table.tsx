import { Text } from '@mantine/core';
import { Fragment, memo, useId, useRef, useState, type JSX, type KeyboardEvent } from 'react';
import { PageLink } from '../../../parts/page-link.tsx';
import { useText } from '../../../text/text.tsx';
import { holds, type Changes } from '../changes.rules.ts';
import type { Permission, Role } from '../roles.queries.ts';
import { byNoun } from '../roles.rules.ts';
import { cellAfter, type Cell } from './cell.rules.ts';
import './matrix.css';
import type { MatrixProps } from './role-matrix.tsx';

interface RowProps extends Pick<MatrixProps, 'roles' | 'isOpen'> {
  permission: Permission;
  row: number;
  changes: Changes;
  /** The column of the one box in this row that Tab comes to; none elsewhere. */
  stop: number | null;
  onChange: MatrixProps['state']['change'];
}

function boxes({ roles, permission: { name }, changes, ...props }: RowProps): JSX.Element[] {
  return roles.map((role, column) => {
    const isChanged = changes[role.id]?.[name] !== undefined;
    return (
      <td key={role.id} data-changed={isChanged || undefined}>
        <input
          type="checkbox"
          aria-label={`${name}, ${role.name}`}
          data-cell={`${props.row} ${column}`}
          tabIndex={props.stop === column ? 0 : -1}
          checked={holds(role, changes[role.id], name)}
          // Not `disabled`: what cannot be changed can still be read, and passed over by key.
          aria-disabled={!props.isOpen(role, name)}
          onChange={({ currentTarget }) => {
            if (props.isOpen(role, name)) props.onChange(role, name, currentTarget.checked);
          }}
        />
      </td>
    );
  });
}

function sameRow(before: RowProps, after: RowProps): boolean {
  const changesOf = ({ changes, permission, roles }: RowProps) =>
    roles.map(({ id }) => changes[id]?.[permission.name] ?? '').join();
  return (
    before.roles === after.roles &&
    before.permission === after.permission &&
    before.row === after.row &&
    before.stop === after.stop &&
    changesOf(before) === changesOf(after)
  );
}

/** Drawn anew only for what is in it: a click in a matrix of thousands of boxes draws one row. */
const Row = memo(function Row(props: RowProps): JSX.Element {
  const { name, description } = props.permission;
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
        <span>{description}</span>
      </th>
      {boxes(props)}
    </tr>
  );
}, sameRow);

function Head({ roles }: { roles: readonly Role[] }): JSX.Element {
  const { lists } = useText();
  return (
    <thead>
      <tr>
        <th scope="col">{lists.permissions}</th>
        {roles.map(({ id, name }) => (
          <th key={id} scope="col">
            <PageLink to="/roles/$role" params={{ role: id }} title={name}>
              {name}
            </PageLink>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Where the keyboard is: one box is reached by Tab, the others from it by the arrow keys. */
function useCells(size: Cell) {
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState<Cell>({ row: 0, column: 0 });
  const here = { row: Math.min(stop.row, size.row - 1), column: Math.min(stop.column, size.column - 1) };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = cellAfter(event.key, here, size);
    if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  };
  const onFocus = ({ target }: { target: EventTarget }) => {
    const [row, column] = (target instanceof HTMLElement ? (target.dataset['cell'] ?? '') : '').split(' ');
    if (row !== undefined && column !== undefined) setStop({ row: Number(row), column: Number(column) });
  };
  return { table, here, onKeyDown, onFocus };
}

export function MatrixTable({ roles, permissions, state, isOpen }: MatrixProps): JSX.Element {
  const { roles: text } = useText();
  const hint = useId();
  const groups = byNoun(permissions);
  const inOrder = groups.flatMap((group) => group.permissions);
  const { table, here, ...keys } = useCells({ row: inOrder.length, column: roles.length });
  return (
    <>
      <div className="matrix" role="region" aria-label={text.matrix}>
        <table ref={table} aria-label={text.matrix} aria-describedby={hint} {...keys}>
          <Head roles={roles} />
          <tbody>
            {groups.map(({ noun, permissions: ofNoun }) => (
              <Fragment key={noun}>
                <tr className="matrix-noun">
                  <th scope="colgroup" colSpan={roles.length + 1}>
                    <span>{noun}</span>
                  </th>
                </tr>
                {ofNoun.map((permission) => {
                  const row = inOrder.indexOf(permission);
                  const stop = row === here.row ? here.column : null;
                  const shared = { roles, isOpen, changes: state.changes, onChange: state.change };
                  return <Row key={permission.name} {...{ ...shared, permission, row, stop }} />;
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="sm" c="dimmed" id={hint}>
        {text.matrixKeys}
      </Text>
    </>
  );
}
