import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body as sent, dots unstuffed, CRLF line ends. */
  data: string;
  secure: boolean;
  user: string | null;
}

/** Where a fault can be put: a command, the greeting, or the end of the message. */
export type SmtpStage =
  | 'CONNECT'
  | 'EHLO'
  | 'STARTTLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'BODY'
  | 'QUIT';

/** A reply line ("450 4.2.1 busy"), or what the socket does instead of replying. */
export type SmtpFault = string | 'close' | 'hang';

export interface SmtpServerOptions {
  /** PEM; offers STARTTLS, or speaks TLS from the first byte with `implicitTls`. */
  certificate?: { key: string; cert: string };
  implicitTls?: boolean;
  /** Demands AUTH with these before MAIL. */
  account?: { user: string; password: string };
  mechanisms?: ('PLAIN' | 'LOGIN')[];
}

interface Session {
  socket: Socket;
  secure: boolean;
  user: string | null;
  from: string | null;
  to: string[];
  /** Set while a line is not a command: message data or an AUTH answer. */
  expecting: ((line: string) => void) | null;
}

const decode = (text: string) => Buffer.from(text, 'base64').toString('utf8');

/** An SMTP server on loopback that keeps what it gets. Written at the socket (RFC 5321). */
export class SmtpServer {
  readonly mails: ReceivedMail[] = [];
  /** Command lines as received; answers to AUTH are left out. */
  readonly commands: string[] = [];
  readonly faults = new Map<SmtpStage, SmtpFault>();
  readonly #options: SmtpServerOptions;
  readonly #sockets = new Set<Socket>();
  readonly #server: net.Server;
  port = 0;

  constructor(options: SmtpServerOptions = {}) {
    this.#options = options;
    const greet = (socket: Socket) => this.#open(socket, options.implicitTls === true, true);
    this.#server =
      options.implicitTls && options.certificate
        ? tls.createServer(options.certificate, greet)
        : net.createServer(greet);
  }

  async start(): Promise<this> {
    this.#server.on('connection', (socket: Socket) => this.#track(socket));
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #track(socket: Socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {});
  }

  #open(socket: Socket, secure: boolean, greet: boolean) {
    socket.on('error', () => {});
    const session: Session = { socket, secure, user: null, from: null, to: [], expecting: null };
    let buffered = '';
    const onData = (chunk: Buffer) => {
      buffered += chunk.toString('latin1');
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = Buffer.from(buffered.slice(0, end), 'latin1').toString('utf8');
        buffered = buffered.slice(end + 2);
        if (session.expecting) session.expecting(line);
        else if (this.#command(session, line) === 'upgraded') {
          // Whatever was sent in clear after STARTTLS is dropped (RFC 3207, section 4).
          buffered = '';
          socket.off('data', onData);
          return;
        }
      }
    };
    socket.on('data', onData);
    if (greet) this.#answer(session, 'CONNECT', '220 test.example ESMTP');
  }

  /** Sends the reply unless a fault stands there; true when the reply was sent. */
  #answer({ socket }: Session, stage: SmtpStage, reply: string): boolean {
    const fault = this.faults.get(stage);
    if (fault === 'hang') return false;
    if (fault === 'close') {
      socket.destroy();
      return false;
    }
    socket.write(`${fault ?? reply}\r\n`);
    return fault === undefined;
  }

  #command(session: Session, line: string): 'upgraded' | undefined {
    this.commands.push(line);
    const verb = line.split(' ', 1)[0]?.toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') this.#hello(session);
    else if (verb === 'STARTTLS') return this.#startTls(session);
    else if (verb === 'AUTH') this.#auth(session, line);
    else if (verb === 'MAIL') this.#mailFrom(session, line);
    else if (verb === 'RCPT') this.#recipient(session, line);
    else if (verb === 'DATA') this.#data(session);
    else if (verb === 'QUIT') {
      this.#answer(session, 'QUIT', '221 bye');
      session.socket.end();
    } else session.socket.write(verb === 'RSET' ? '250 ok\r\n' : '502 unknown command\r\n');
    return undefined;
  }

  #hello(session: Session) {
    const { certificate, account, mechanisms = ['PLAIN', 'LOGIN'] } = this.#options;
    const lines = ['test.example', 'PIPELINING', '8BITMIME', 'SMTPUTF8'];
    if (certificate && !session.secure) lines.push('STARTTLS');
    if (account) lines.push(`AUTH ${mechanisms.join(' ')}`);
    const last = lines.length - 1;
    const reply = lines.map((text, i) => `250${i === last ? ' ' : '-'}${text}`).join('\r\n');
    this.#answer(session, 'EHLO', reply);
  }

  #startTls(session: Session): 'upgraded' | undefined {
    const { certificate } = this.#options;
    if (!certificate || session.secure) {
      session.socket.write('502 not offered\r\n');
      return undefined;
    }
    if (!this.#answer(session, 'STARTTLS', '220 go ahead')) return undefined;
    const secureContext = tls.createSecureContext(certificate);
    const upgraded = new tls.TLSSocket(session.socket, { isServer: true, secureContext });
    this.#open(upgraded, true, false);
    return 'upgraded';
  }

  #auth(session: Session, line: string) {
    const [, mechanism = '', initial] = line.split(' ');
    // The secret is not kept in the transcript.
    this.commands[this.commands.length - 1] = `AUTH ${mechanism}`;
    const { account } = this.#options;
    const check = (user: string, password: string) => {
      session.expecting = null;
      const right = account !== undefined && user === account.user && password === account.password;
      const reply = right ? '235 welcome' : '535 5.7.8 wrong user name or password';
      if (this.#answer(session, 'AUTH', reply) && right) session.user = user;
    };
    const ask = (prompt: string, next: (answer: string) => void) => {
      session.expecting = (answer) => next(decode(answer));
      session.socket.write(`334 ${Buffer.from(prompt).toString('base64')}\r\n`);
    };
    const plain = (text: string) => {
      const [, user = '', password = ''] = text.split('\0');
      check(user, password);
    };
    if (mechanism.toUpperCase() === 'PLAIN') {
      if (initial) plain(decode(initial));
      else ask('', plain);
    } else if (mechanism.toUpperCase() === 'LOGIN') {
      const password = (user: string) => ask('Password:', (given) => check(user, given));
      if (initial) password(decode(initial));
      else ask('Username:', password);
    } else session.socket.write('504 unknown mechanism\r\n');
  }

  #mailFrom(session: Session, line: string) {
    if (this.#options.account && session.user === null) {
      session.socket.write('530 5.7.0 authentication required\r\n');
      return;
    }
    if (!this.#answer(session, 'MAIL', '250 ok')) return;
    session.from = /<([^>]*)>/.exec(line)?.[1] ?? '';
    session.to = [];
  }

  #recipient(session: Session, line: string) {
    if (session.from === null) session.socket.write('503 MAIL first\r\n');
    else if (this.#answer(session, 'RCPT', '250 ok')) {
      session.to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
    }
  }

  #data(session: Session) {
    if (session.to.length === 0) {
      session.socket.write('503 RCPT first\r\n');
      return;
    }
    if (!this.#answer(session, 'DATA', '354 end with a dot')) return;
    const lines: string[] = [];
    session.expecting = (line) => {
      if (line !== '.') {
        lines.push(line.startsWith('.') ? line.slice(1) : line);
        return;
      }
      session.expecting = null;
      const { from, to, secure, user } = session;
      session.from = null;
      if (!this.#answer(session, 'BODY', '250 queued')) return;
      this.mails.push({ from: from ?? '', to, data: lines.join('\r\n'), secure, user });
    };
  }
}
