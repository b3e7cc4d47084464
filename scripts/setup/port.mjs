import { createServer } from 'node:net';
import { refuse } from './say.mjs';

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

/** Refuses a port that is taken, on any address: the web server listens on all of them. */
export async function checkPort(port) {
  for (const host of [undefined, '127.0.0.1']) {
    const problem = await tryPort(port, host);
    if (!problem || problem === 'EADDRNOTAVAIL' || problem === 'EAFNOSUPPORT') continue;
    refuse(
      problem === 'EACCES'
        ? `Port ${port} may not be used by this user; choose another: PORT=4001 npm start`
        : `Port ${port} is taken; stop what uses it or choose another: PORT=${port + 1} npm start`,
    );
  }
}
