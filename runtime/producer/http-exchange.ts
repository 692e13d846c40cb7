import { Agent as HttpAgent, ClientRequest, IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, RequestOptions } from 'node:https';

/** Bytes that the connection gets at once. It copies what it encrypts: a part of a body stays in the processor's cache, a whole one does not. */
const PART = 262_144;

export interface Agents {
  readonly http: HttpAgent;
  /** Many an agent for proxies is none of `node:https`. */
  readonly https: HttpAgent;
}

/** A request with the whole of its body. */
export interface Exchange {
  readonly options: RequestOptions;
  readonly isEncrypted: boolean;
  readonly body: Buffer;
  readonly signal: AbortSignal;
  /** Milliseconds to connect. */
  readonly connectTimeout: number;
}

/** An answer with the whole of its body. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Sends a request and reads the answer. Rejects with the error of `node:http`, with a `TimeoutError`, or with an `AbortError`. */
export function exchange(agents: Agents, { options, isEncrypted, body, signal, connectTimeout }: Exchange): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const request = isEncrypted ? requestHttps({ ...options, agent: agents.https }) : requestHttp({ ...options, agent: agents.http });
    const abort = () => request.destroy(namedError('AbortError', 'the request was aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    request.once('error', reject);
    request.once('close', () => signal.removeEventListener('abort', abort));
    request.once('response', (response) => collect(response, resolve, reject));
    limitConnecting(request, connectTimeout);
    send(request, body);
  });
}

function limitConnecting(request: ClientRequest, connectTimeout: number): void {
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => request.destroy(namedError('TimeoutError', `no connection within ${connectTimeout} ms`)), connectTimeout);
    const stop = () => clearTimeout(timer);
    socket.once('connect', stop);
    request.once('close', stop);
  });
}

function send(request: ClientRequest, body: Buffer): void {
  let position = 0;
  const sendPart = () => {
    const part = body.subarray(position, position + PART);
    position += PART;
    if (position >= body.length) {
      request.end(part);
      return;
    }
    request.write(part, (error) => {
      // the request tells its error itself
      if (!error) sendPart();
    });
  };
  // together with its headers, the first part would be copied once more
  request.flushHeaders();
  sendPart();
}

function collect(response: IncomingMessage, resolve: (answer: Answer) => void, reject: (error: Error) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.once('error', reject);
  response.once('end', () => {
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
    resolve({ statusCode: response.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
  });
}

function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
