import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/** The least that an authenticated read can be: node:http, a key lookup and a select with pg. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const server = createServer(async (request, response) => {
  const key = (request.headers.authorization ?? '').slice('Bearer '.length);
  const hash = createHash('sha256').update(key).digest('hex');
  const found = await pool.query({
    name: 'key',
    text: `select k.organization_id, k.scopes, m.role from api_keys k
      left join members m on m.organization_id = k.organization_id and m.user_id = k.user_id
      where k.key_hash = $1`,
    values: [hash],
  });
  const agent = await pool.query({
    name: 'agent',
    text: 'select * from agents where organization_id = $1 and id = $2',
    values: [found.rows[0].organization_id, (request.url ?? '').split('/').at(-1)],
  });
  const body = JSON.stringify(agent.rows[0]);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);
process.on('disconnect', () => process.exit(0));
