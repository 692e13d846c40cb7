import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Agents, Answer, exchange } from './http-exchange';
import { PutRecordsResponse } from './kinesis-api';

type Request = Parameters<NodeHttpHandler['handle']>[0];
type Options = Parameters<NodeHttpHandler['handle']>[1];
type Response = Awaited<ReturnType<NodeHttpHandler['handle']>>;

const NOTHING = new Uint8Array(0);

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
interface PutRecordsOutput {
  readonly Records?: readonly {
    readonly ShardId?: string;
    readonly SequenceNumber?: string;
    readonly ErrorCode?: string;
    readonly ErrorMessage?: string;
  }[];
}

/** A call whose body is written already, and whose answer the AWS SDK need not read. */
export class PutRecordsCall {
  private text = '{}';

  constructor(public readonly body: Buffer, public readonly signal: AbortSignal) {}

  public answered(body: Buffer): void {
    this.text = body.toString('utf8');
  }

  /** @throws SyntaxError when the answer was no JSON */
  public answer(): PutRecordsResponse {
    const { Records = [] }: PutRecordsOutput = JSON.parse(this.text);
    return {
      records: Records.map(({ ShardId, SequenceNumber, ErrorCode, ErrorMessage }) => {
        return { shardId: ShardId, sequenceNumber: SequenceNumber, errorCode: ErrorCode, errorMessage: ErrorMessage };
      }),
    };
  }
}

/** The AWS SDK's handler, but calls that it is told to expect go their own way to the connection and back: see `exchange`. */
export class PutRecordsHandler extends NodeHttpHandler {
  private readonly expected = new WeakMap<object, PutRecordsCall>();

  constructor(private readonly agents: Agents, private readonly connectTimeout: number) {
    super({ connectionTimeout: connectTimeout, httpAgent: agents.http, httpsAgent: agents.https });
  }

  public expect(call: PutRecordsCall): void {
    this.expected.set(call.body, call);
  }

  public override async handle(request: Request, options?: Options): Promise<Response> {
    const call = this.expected.get(Object(request.body));
    if (call === undefined) return super.handle(request, options);
    const { statusCode, headers, body } = await this.exchange(request, call);
    // the SDK reads errors only
    if (statusCode !== 200) return { response: { statusCode, headers, body } };
    call.answered(body);
    return { response: { statusCode, headers, body: NOTHING } };
  }

  private async exchange({ protocol, hostname, port, path, method, headers }: Request, { body, signal }: PutRecordsCall): Promise<Answer> {
    const options = { hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port, path, method, headers };
    return exchange(this.agents, { options, isEncrypted: protocol === 'https:', body, signal, connectTimeout: this.connectTimeout });
  }
}
