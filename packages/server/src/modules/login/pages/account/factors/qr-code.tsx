import type { JSX } from 'hono/jsx/jsx-runtime';
import type { QrModules } from './qr-modules.ts';

/** One rectangle for each run of dark modules in a row. */
function pathOf(modules: QrModules): string {
  return modules
    .flatMap((row, y) => {
      const dark = row.map((isDark) => (isDark ? '1' : '0')).join('');
      return [...dark.matchAll(/1+/g)].map(
        ({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
      );
    })
    .join('');
}

/** Dark on light in dark surroundings, too: not every app reads it the other way round. */
export function QrCode({ modules, name }: { modules: QrModules; name: string }): JSX.Element {
  const size = modules.length;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={name}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      xmlns="http://www.w3.org/2000/svg"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={pathOf(modules)} fill="#000000" />
    </svg>
  );
}
