import { InvokeCommand, type LambdaClient, LambdaServiceException } from '@aws-sdk/client-lambda';

/** Answer of a function, or why there is none. */
export type Invocation =
  | { readonly succeeded: true; readonly payload: Uint8Array }
  | { readonly succeeded: false; readonly cause: FailureCause; readonly reason: string; readonly isDenied?: boolean };

/** `not-invoked`: Lambda did not get as far as the function, as when it throttles, or when the caller may not invoke it (`isDenied`). */
export type FailureCause = 'function-error' | 'timed-out' | 'not-invoked';

/** Response of a synchronous invocation: 6 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_RESPONSE_BYTES = 6 * 1024 * 1024;

/** Invokes a function synchronously with an event. A failure of the function or of Lambda is an answer, not an exception. */
export async function invoke(lambda: LambdaClient, functionArn: string, event: unknown): Promise<Invocation> {
  try {
    const { FunctionError, Payload = new Uint8Array() } = await lambda.send(new InvokeCommand({
      FunctionName: functionArn,
      InvocationType: 'RequestResponse',
      Payload: Buffer.from(JSON.stringify(event)),
    }));
    if (FunctionError !== undefined) {
      const text = Buffer.from(Payload).toString('utf8');
      return { succeeded: false, cause: /Task timed out/.test(text) ? 'timed-out' : 'function-error', reason: `${FunctionError}: ${text}` };
    }
    if (Payload.byteLength > MOST_RESPONSE_BYTES) {
      return { succeeded: false, cause: 'function-error', reason: `Function.ResponseSizeTooLarge: the response has ${Payload.byteLength} bytes, 6 MB are allowed` };
    }
    return { succeeded: true, payload: Payload };
  } catch (error) {
    if (!(error instanceof LambdaServiceException)) throw error;
    return { succeeded: false, cause: 'not-invoked', reason: `${error.name}: ${error.message}`, isDenied: error.name === 'AccessDeniedException' };
  }
}
