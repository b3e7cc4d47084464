import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcp, type Socket, type Server as TcpServer } from 'node:net';
import { createEgress } from './egress';

/** Servers on loopback for the tests of this folder, and a way out that may reach only them. */
export function loopback() {
  const servers: (Server | TcpServer)[] = [];
  const sockets = new Set<Socket>();
  const ports: number[] = [];
  const egress = createEgress({
    allow: () => ports.map((port) => `127.0.0.1:${port}`).join(','),
    resolve: async () => ['127.0.0.1'],
  });

  async function listen(server: Server | TcpServer): Promise<number> {
    servers.push(server);
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    ports.push(port);
    return port;
  }

  return {
    egress,
    http: (handler: RequestListener) => listen(createServer(handler)),
    tcp: (handler: (socket: Socket) => void) => listen(createTcp(handler)),
    openSockets: () => sockets.size,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))));
      await egress.close();
    },
  };
}
