import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import PostalMime from 'postal-mime';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Mail, Sender } from './mail.js';
import { patienceWithin, smtpTransport as transportTo } from './smtp.js';

const sender = { from: 'CPS Program <cps@example.org>', replyTo: 'coordinator@example.org' };
const mail: Mail = {
  messageId: '<0197-notice@example.org>',
  to: { name: 'Åsa "Ace" Ōta, the trainee', address: 'asa@example.org' },
  subject: 'Your exam on Friday, May 1, 2026 — a reminder',
  text: 'Dear Åsa,\n\n.one line begins with a dot',
  html: '<p>Dear Åsa,</p>',
};
const patience = patienceWithin(Temporal.Duration.from('PT5M'));
const smtpTransport = (url: string, from: Sender, within = patience) =>
  transportTo(url, from, within);

const open: (() => Promise<void>)[] = [];
/** Of the mail servers, by the port of the client. */
const sockets = new Map<number, Socket>();
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function mailServer(options: SMTPServerOptions = {}) {
  const received: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // The tests say their own.
    hideENHANCEDSTATUSCODES: true,
    onData(stream, _session, answer) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        received.push(Buffer.concat(parts));
        answer();
      });
    },
    ...options,
  });
  // A client that goes away is part of the tests.
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => sockets.set(socket.remotePort ?? 0, socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  );
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, received };
}

/** A server by hand: an answer per line it is sent; none says nothing, `undefined` hangs up. */
async function scripted(greeting: string, answer: (line: string) => string | undefined) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const say = (text: string | undefined) => {
      if (text === undefined) socket.destroy();
      else if (text !== '') socket.write(`${text}\r\n`);
    };
    say(greeting);
    let rest = '';
    socket.on('data', (part) => {
      const lines = (rest + String(part)).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) say(answer(line));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  open.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  );
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function refusal(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

describe('a mail handed to a server', () => {
  test('arrives whole, says that a machine wrote it, and keeps its Message-ID', async () => {
    const { url, received } = await mailServer();
    const transport = smtpTransport(url, sender);
    expect(await transport.deliver(mail)).toEqual({ outcome: 'sent' });
    expect(await transport.deliver(mail)).toEqual({ outcome: 'sent' });
    transport.close();
    const [first, second] = await Promise.all(received.map((one) => PostalMime.parse(one)));
    expect(first).toMatchObject({
      messageId: mail.messageId,
      from: { name: 'CPS Program', address: 'cps@example.org' },
      to: [mail.to],
      replyTo: [{ address: 'coordinator@example.org' }],
      subject: mail.subject,
      text: expect.stringContaining('\n.one line begins with a dot'),
      html: expect.stringContaining('Dear Åsa'),
    });
    expect(first?.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
    expect(second?.messageId).toBe(mail.messageId);
  });

  test('is not sent on as another header or to another person', async () => {
    const { url, received } = await mailServer();
    const name = 'Al\r\nBcc: eve@example.org';
    await smtpTransport(url, sender).deliver({ ...mail, to: { ...mail.to, name }, subject: name });
    const message = await PostalMime.parse(received[0] ?? '');
    expect([message.bcc, message.to?.length]).toEqual([undefined, 1]);
  });

  test.each([
    [
      'an address nobody has',
      { onRcptTo: refuse(550, '5.1.1 <asa@example.org> unknown') },
      { outcome: 'bounced', reply: { code: 550, enhanced: '5.1.1' } },
    ],
    [
      'a mailbox that is full for now',
      { onRcptTo: refuse(452, '4.2.2 asa is over quota') },
      {
        outcome: 'deferred',
        because: 'refused-for-now',
        reply: { code: 452, enhanced: '4.2.2' },
        mayHaveArrived: false,
      },
    ],
    [
      'a sender that the server does not take',
      { onMailFrom: refuse(550, '5.7.1 not yours') },
      {
        outcome: 'deferred',
        because: 'settings',
        reply: { code: 550, enhanced: '5.7.1' },
        mayHaveArrived: false,
      },
    ],
    [
      'a message that the server does not take',
      { onData: refuse(554, '5.6.0 no') },
      { outcome: 'bounced', reply: { code: 554, enhanced: '5.6.0' } },
    ],
    [
      'a server that lists us for a while',
      { onConnect: refuse(421, 'too busy') },
      {
        outcome: 'deferred',
        because: 'refused-for-now',
        reply: { code: 421 },
        mayHaveArrived: false,
      },
    ],
  ] as const)('%s', async (_what, options, delivery) => {
    const { url } = await mailServer(options);
    expect(await smtpTransport(url, sender).deliver(mail)).toEqual(delivery);
  });

  test('a wrong password is a matter of the settings', async () => {
    const { url } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, answer) => {
        answer(refusal(535, 'wrong'));
      },
    });
    const withPassword = url.replace('smtp://', 'smtp://user:secret@');
    const transport = smtpTransport(withPassword, sender);
    expect(await transport.deliver(mail)).toMatchObject({
      outcome: 'deferred',
      because: 'settings',
      reply: { code: 535 },
    });
    expect(transport.where).toBe(url);
  });

  test('an address that is none is not tried', async () => {
    const { url, received } = await mailServer();
    const nowhere = { ...mail, to: { name: 'Åsa', address: '' } };
    expect(await smtpTransport(url, sender).deliver(nowhere)).toEqual({
      outcome: 'bounced',
    });
    expect(received).toEqual([]);
  });

  test('nobody listens there', async () => {
    const url = await scripted('', () => '');
    for (const close of open.splice(0)) await close();
    expect(await smtpTransport(url, sender).deliver(mail)).toEqual({
      outcome: 'deferred',
      because: 'unreachable',
      mayHaveArrived: false,
    });
  });

  test('a server that says nothing is given up on', async () => {
    const url = await scripted('', () => '');
    const briefly = { ...patience, connect: 300 };
    expect(await smtpTransport(url, sender, briefly).deliver(mail)).toEqual({
      outcome: 'deferred',
      because: 'unreachable',
      mayHaveArrived: false,
    });
  });

  test('a server that keeps us waiting with small talk is given up on', async () => {
    const url = await scripted('220 hello', () => '250-wait');
    const briefly = { ...patience, whole: 300 };
    expect(await smtpTransport(url, sender, briefly).deliver(mail)).toMatchObject({
      outcome: 'deferred',
    });
  });

  test.each(['MAIL', 'RCPT', 'DATA', '.'])('a connection lost at %s', async (at) => {
    const url = await scripted('220 hello', (line) => {
      if (line === at || (at !== '.' && line.startsWith(at))) return undefined;
      if (line === 'DATA') return '354 go on';
      return /^(EHLO|MAIL|RCPT)/.test(line) ? '250 fine' : '';
    });
    const delivery = await smtpTransport(url, sender).deliver(mail);
    expect(delivery).toMatchObject({
      outcome: 'deferred',
      because: 'connection-lost',
      mayHaveArrived: true,
    });
  });

  test('a server that takes the message and says nothing more may have it', async () => {
    const url = await scripted('220 hello', (line) =>
      line === 'DATA' ? '354 go on' : /^(EHLO|MAIL|RCPT)/.test(line) ? '250 fine' : '',
    );
    const briefly = { ...patience, silence: 300 };
    expect(await smtpTransport(url, sender, briefly).deliver(mail)).toMatchObject({
      outcome: 'deferred',
      because: 'connection-lost',
      mayHaveArrived: true,
    });
  });

  test('a connection reset at the end of the message may have delivered it', async () => {
    const { url } = await mailServer({
      onData(stream, { remotePort }) {
        stream.resume();
        stream.on('end', () => sockets.get(remotePort)?.resetAndDestroy());
      },
    });
    expect(await smtpTransport(url, sender).deliver(mail)).toMatchObject({
      outcome: 'deferred',
      because: 'connection-lost',
      mayHaveArrived: true,
    });
  });
});

function refuse(code: number, message: string) {
  return (...given: readonly unknown[]) => {
    const answer = given.at(-1) as (error: Error) => void;
    const [stream] = given;
    if (stream instanceof Object && 'resume' in stream) (stream as { resume(): void }).resume();
    answer(refusal(code, message));
  };
}
