import { LambdaClient } from '@aws-sdk/client-lambda';

/** How a function answers one invocation. */
export type FakeAnswer =
  { readonly payload: unknown } | { readonly functionError: string } | { readonly throttled: true } | { readonly denied: true };

/** The official client, whose requests end here: nothing leaves the process. */
export class FakeLambda {
  /** Events of the invocations so far. */
  public readonly events: unknown[] = [];
  public readonly client: LambdaClient;

  constructor(answer: (event: { readonly [name: string]: unknown }, call: number) => FakeAnswer) {
    this.client = new LambdaClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      requestHandler: {
        handle: async (request: { readonly body?: Uint8Array }) => {
          const event = JSON.parse(Buffer.from(request.body ?? '').toString('utf8'));
          this.events.push(event);
          return { response: toResponse(answer(event, this.events.length)) };
        },
      },
    });
  }
}

function toResponse(answer: FakeAnswer): { statusCode: number; headers: { [name: string]: string }; body: Uint8Array } {
  if ('throttled' in answer) {
    return { statusCode: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' }, body: Buffer.from('{"message":"Rate Exceeded."}') };
  }
  if ('denied' in answer) {
    return { statusCode: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, body: Buffer.from('{"Message":"not authorized to perform: lambda:InvokeFunction"}') };
  }
  if ('functionError' in answer) {
    return { statusCode: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body: Buffer.from(JSON.stringify({ errorMessage: answer.functionError })) };
  }
  return { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(answer.payload) ?? '') };
}
