import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail that the server took over, whether or not it could still say so. */
export interface ReceivedMail {
  /** With its angle brackets. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What can befall one exchange. */
export type Mishap =
  /** Answered with 450, 550 after the recipient, or 451, 554 after the message; nothing is kept. */
  | 'recipient-refused-for-now'
  | 'recipient-refused'
  | 'message-refused-for-now'
  | 'message-refused'
  /** The connection is cut there; nothing is kept. */
  | 'cut-at-recipient'
  | 'cut-before-message'
  /** The message is kept, and the connection cut, or left without a word, before the answer. */
  | 'cut-before-answer'
  | 'silent-after-message'
  /** No word after the recipient; nothing is kept. */
  | 'silent-at-recipient';

const refusals = {
  'recipient-refused-for-now': [450, '4.2.1 Try again later'],
  'recipient-refused': [550, '5.1.1 No such mailbox'],
  'message-refused-for-now': [451, '4.3.0 Try again later'],
  'message-refused': [554, '5.7.1 Not accepted'],
} as const;

/** A mail server that keeps what it takes over, and goes wrong as it is told. */
export class Inbox implements AsyncDisposable {
  readonly #server: SMTPServer;
  readonly #sockets = new Map<number, Socket>();
  readonly #mishaps = new Map<string, Mishap | undefined>();
  readonly #mails: ReceivedMail[] = [];
  readonly #watching = new Set<() => void>();
  #meets: (recipient: string) => Mishap | undefined = () => undefined;
  #exchanges = 0;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: true,
      closeTimeout: 1,
      onRcptTo: ({ address }, { id, remotePort }, answer) => {
        this.#exchanges += 1;
        const mishap = this.#meets(address);
        this.#mishaps.set(id, mishap);
        if (mishap === 'cut-at-recipient') this.#cut(remotePort);
        else if (mishap === 'silent-at-recipient') return;
        else answer(refusal(mishap, 'recipient'));
      },
      onData: (stream, { id, remotePort, envelope }, answer) => {
        const mishap = this.#mishaps.get(id);
        if (mishap === 'cut-before-message') {
          this.#cut(remotePort);
          return;
        }
        void kept(stream, envelope.rcptTo[0]?.address ?? '').then((mail) => {
          // A message that was cut off on the way is none.
          if (mail === undefined) return;
          const refused = refusal(mishap, 'message');
          if (refused === null) this.#keep(mail);
          if (mishap === 'cut-before-answer') this.#cut(remotePort);
          else if (mishap !== 'silent-after-message') answer(refused);
        });
      },
      onClose: ({ id }) => {
        this.#mishaps.delete(id);
        this.#tell();
      },
    });
    // A client that goes away, or is cut off, is part of the tests.
    this.#server.on('error', () => undefined);
    this.#server.server.on('connection', (socket) => {
      const { remotePort = 0 } = socket;
      this.#sockets.set(remotePort, socket);
      socket.once('close', () => this.#sockets.delete(remotePort));
    });
  }

  static async start(): Promise<Inbox> {
    const inbox = new Inbox();
    await new Promise<void>((resolve) => {
      inbox.#server.listen(0, '127.0.0.1', resolve);
    });
    return inbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  /** In the order in which they came. */
  get mails(): readonly ReceivedMail[] {
    return this.#mails;
  }

  /** Exchanges that came as far as a recipient. */
  get exchanges(): number {
    return this.#exchanges;
  }

  /** From now on, each exchange meets what this answers for its recipient. */
  meet(mishap: (recipient: string) => Mishap | undefined): void {
    this.#meets = mishap;
  }

  /** How often each message came, by its Message-ID. */
  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { messageId } of this.#mails) {
      counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
    }
    return counts;
  }

  /** Resolves once it is so; looked at after each mail and each exchange that ends. */
  until(fits: (inbox: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!fits(this)) return;
        this.#watching.delete(look);
        resolve();
      };
      this.#watching.add(look);
      look();
    });
  }

  /** Resolves once so many different messages have come. */
  messages(count: number): Promise<void> {
    return this.until((inbox) => inbox.counts().size >= count);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.values()) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  #keep(mail: ReceivedMail): void {
    this.#mails.push(mail);
    this.#tell();
  }

  #cut(remotePort: number): void {
    this.#sockets.get(remotePort)?.destroy();
  }

  #tell(): void {
    for (const look of this.#watching) look();
  }
}

function refusal(mishap: Mishap | undefined, stage: 'recipient' | 'message') {
  if (mishap === undefined || !(mishap in refusals) || !mishap.startsWith(stage)) return null;
  const [responseCode, message] = refusals[mishap as keyof typeof refusals];
  return Object.assign(new Error(message), { responseCode });
}

async function kept(stream: Readable, to: string): Promise<ReceivedMail | undefined> {
  try {
    return await mailOf(await buffer(stream), to);
  } catch {
    return undefined;
  }
}

/** A message as it went over the wire, or lies in a folder. */
export async function mailOf(raw: Buffer, to?: string): Promise<ReceivedMail> {
  const parsed = await PostalMime.parse(raw);
  const { messageId = '', subject = '', text = '', html = '' } = parsed;
  return { messageId, to: to ?? parsed.to?.[0]?.address ?? '', subject, text, html };
}

/** Those that lie in a folder as `.eml` files; none while there is no folder. */
export async function mailsIn(folder: string): Promise<readonly ReceivedMail[]> {
  // The folder comes with the first mail.
  const found = existsSync(folder) ? await readdir(folder) : [];
  const names = found.filter((name) => /^[^.].*\.eml$/.test(name));
  return Promise.all(names.map(async (name) => mailOf(await readFile(join(folder, name)))));
}
