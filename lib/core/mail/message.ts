/** A mail that could not be sent. `transient`: the same mail may go through later. */
export class MailError extends Error {
  override readonly name = 'MailError';
  readonly transient: boolean;
  /** What the server answered, when it did. */
  readonly status: number | undefined;

  constructor(message: string, transient: boolean, status?: number) {
    super(message);
    this.transient = transient;
    this.status = status;
  }
}

export interface Mail {
  /** Bare addresses, without display names. */
  to: string | string[];
  subject: string;
  text: string;
  html?: string;
  /** `id@domain`, without angle brackets: the same for every attempt at the same mail. */
  messageId?: string;
}

const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255}$/u;
const MESSAGE_ID = /^[\w.+-]{1,200}@[\w.-]{1,200}$/;
const MAX_RECIPIENTS = 100;
const MAX_SUBJECT = 500;

function refuse(message: string): never {
  throw new MailError(message, false);
}

/** Checks what could become a header, so that no value adds a header or a recipient. */
export function checkMail(mail: Mail): Mail & { to: string[] } {
  const to = Array.isArray(mail.to) ? mail.to : [mail.to];
  if (to.length === 0 || to.length > MAX_RECIPIENTS) {
    refuse(`A mail needs between 1 and ${MAX_RECIPIENTS} recipients.`);
  }
  if (!to.every((address) => ADDRESS.test(address))) {
    refuse('A recipient is not a plain e-mail address like name@example.com.');
  }
  if (/\p{Cc}|[\u2028\u2029]/u.test(mail.subject) || mail.subject.length > MAX_SUBJECT) {
    refuse(`The subject must be one line of at most ${MAX_SUBJECT} characters.`);
  }
  if (mail.messageId !== undefined && !MESSAGE_ID.test(mail.messageId)) {
    refuse('The message id must look like id@domain.');
  }
  return { ...mail, to };
}
