export interface Cell {
  row: number;
  column: number;
}

const moves: Readonly<Record<string, (cell: Cell, size: Cell) => Cell>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, size) => ({ row, column: size.column - 1 }),
  PageUp: ({ row, column }) => ({ row: row - 10, column }),
  PageDown: ({ row, column }) => ({ row: row + 10, column }),
};

function within(value: number, size: number): number {
  return Math.max(0, Math.min(value, size - 1));
}

/** Where a key leads; undefined for a key that leads nowhere. Never out of the table. */
export function cellAfter(key: string, cell: Cell, size: Cell): Cell | undefined {
  const moved = moves[key]?.(cell, size);
  return moved && { row: within(moved.row, size.row), column: within(moved.column, size.column) };
}
