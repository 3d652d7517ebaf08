import { createHash } from 'node:crypto';
import pg from 'pg';

const maxNames = 500;
const names = new Map<string, string>();

/** The same SQL text gets the same name in every connection; past the bound, no name at all. */
function nameOf(sql: string): string | undefined {
  let name = names.get(sql);
  if (name === undefined && names.size < maxNames) {
    name = `o_${createHash('sha256').update(sql).digest('base64url').slice(0, 20)}`;
    names.set(sql, name);
  }
  return name;
}

type Told = (error: Error | null, result: pg.QueryResult) => void;

/** A client whose parametrised queries are prepared once per connection and then run by name. */
export class NamedStatementClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const send = this.query.bind(this) as (...args: unknown[]) => unknown;
    const sendNamed = (...args: unknown[]): unknown => {
      const [text, values] = args;
      if (args.length !== 2 || typeof text !== 'string' || !Array.isArray(values) || values.length === 0) {
        return send(...args);
      }
      return new Promise<pg.QueryResult>((resolve, reject) => {
        const told: Told = (error, result) => {
          if (error) reject(error);
          else resolve(result);
        };
        // Named afterwards: as a whole the configuration would be copied, property by property, each time.
        send(Object.assign(new pg.Query(text, values), { name: nameOf(text) }), told);
      });
    };
    Object.assign(this, { query: sendNamed });
  }
}
