import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { createEgress } from './egress';
import { createResolve } from './resolve';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

const A = 1;
const AAAA = 28;

/** A name server on loopback (RFC 1035): one question in, the given addresses out. */
async function nameServer(answers: (name: string, type: number) => Buffer[]) {
  const asked: string[] = [];
  const socket = createSocket('udp4', (query, peer) => {
    const labels: string[] = [];
    let at = 12;
    for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + size));
      at += size + 1;
    }
    const question = query.subarray(12, at + 5);
    const type = query.readUInt16BE(at + 1);
    asked.push(labels.join('.'));
    const records = answers(labels.join('.'), type).map((address) => {
      const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, address.length]);
      return Buffer.concat([head, address]);
    });
    const header = Buffer.from([0, 0, 0x81, 0x80, 0, 1, 0, records.length, 0, 0, 0, 0]);
    query.copy(header, 0, 0, 2);
    socket.send(Buffer.concat([header, question, ...records]), peer.port, peer.address);
  });
  sockets.push(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { server: `127.0.0.1:${socket.address().port}`, asked };
}

test('all addresses of both families are found', async () => {
  const { server } = await nameServer((_name, type) => {
    if (type === A) return [Buffer.from([93, 184, 215, 14]), Buffer.from([10, 0, 0, 1])];
    return type === AAAA ? [Buffer.from('20010db8000000000000000000000001', 'hex')] : [];
  });
  const found = await createResolve([server])('both.example');
  expect(found.sort()).toEqual(['10.0.0.1', '2001:db8::1', '93.184.215.14']);
});

test('a private address hidden among the IPv6 answers refuses the name', async () => {
  const { server, asked } = await nameServer((_name, type) => {
    if (type === A) return [Buffer.from([93, 184, 215, 14])];
    return [Buffer.from('00000000000000000000ffff7f000001', 'hex')];
  });
  const egress = createEgress({ allow: () => '', resolve: createResolve([server]) });
  const failing = egress.egressFetch('http://hidden.example/');
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
  expect(asked).toEqual(['hidden.example', 'hidden.example']);
  await egress.close();
});

test('names without a dot are left to the operating system', async () => {
  const { server, asked } = await nameServer(() => [Buffer.from([93, 184, 215, 14])]);
  const found = await createResolve([server])('localhost');
  expect(['127.0.0.1', '::1']).toContain(found[0]);
  expect(asked).toEqual([]);
});
