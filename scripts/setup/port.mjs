import { createServer } from 'node:net';

/** Resolves to an error code such as EADDRINUSE, or null when the port can be bound. */
export function tryPort(port, host) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error) => done(error.code ?? 'ERROR'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(null)));
  });
}

/** A free TCP port on loopback; `preferred` when that one is free. */
export async function freePort(preferred) {
  if (preferred && (await tryPort(preferred, '127.0.0.1')) === null) return preferred;
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
