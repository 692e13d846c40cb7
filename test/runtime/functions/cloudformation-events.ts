import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { SeenRequest } from './fake-fetch';

export const RESPONSE_URL = 'https://cloudformation-custom-resource-response.example/answer?signature=secret';

const common = {
  ServiceToken: 'arn:aws:lambda:us-east-1:111111111111:function:f',
  ResponseURL: RESPONSE_URL,
  StackId: 'arn:aws:cloudformation:us-east-1:111111111111:stack/pipeline/51af3dc0-da77-11e4-872e-1234567db123',
  RequestId: 'request-1',
  LogicalResourceId: 'TripsBootstrap',
  ResourceType: 'Custom::Something',
  ResourceProperties: { ServiceToken: 'arn:aws:lambda:us-east-1:111111111111:function:f' },
};

export const PHYSICAL_ID = '51af3dc0-da77-11e4-872e-1234567db123-TripsBootstrap';

export function cloudFormationEvent(requestType: 'Create' | 'Update' | 'Delete', physicalResourceId = PHYSICAL_ID): CloudFormationCustomResourceEvent {
  switch (requestType) {
    case 'Create': return { ...common, RequestType: 'Create' };
    case 'Update': return { ...common, RequestType: 'Update', PhysicalResourceId: physicalResourceId, OldResourceProperties: common.ResourceProperties };
    case 'Delete': return { ...common, RequestType: 'Delete', PhysicalResourceId: physicalResourceId };
  }
}

/** The answers among the requests that were seen. */
export function answersIn(seen: readonly SeenRequest[]): { [name: string]: unknown }[] {
  return seen.filter(({ url }) => url === RESPONSE_URL).map(({ body }) => JSON.parse(body));
}
