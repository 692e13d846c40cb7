import * as fs from 'fs';
import * as path from 'path';
import { CustomResource, Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { noteTemplate } from './note-template';
import type { StudioNote } from './studio-note';
import { stagingFolder } from '../../private/staging-folder';
import type { StudioNoteProperties, StudioNoteResourceType } from '../studio-lifecycle-config';

const RESOURCE_TYPE: StudioNoteResourceType = 'Custom::StudioNote';

export interface DeliveredNoteProps {
  readonly note: StudioNote;
  readonly bucket: s3.IBucket;
  readonly key: string;
  /** Puts the names that only a deployment knows into the note. */
  readonly writer: lambda.IFunction;
  /** How long CloudFormation waits for the writer, which it does for an hour when nobody says so. */
  readonly serviceTimeout: Duration;
}

/** A note in the pipeline's bucket: an asset without the names that only a deployment knows, and a custom resource that puts them in. */
export class DeliveredNote extends Construct {
  /** Changes with the note. */
  public readonly version: string;
  /** What the writer has to read. */
  public readonly templateArn: string;
  public readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: DeliveredNoteProps) {
    super(scope, id);
    const { note, bucket, key, writer, serviceTimeout } = props;
    const { json, values } = noteTemplate(note);
    const file = path.join(stagingFolder('note'), 'note.json');
    fs.writeFileSync(file, json);
    const asset = new assets.Asset(this, 'Template', { path: file });
    this.version = asset.assetHash;
    this.templateArn = asset.bucket.arnForObjects(asset.s3ObjectKey);
    const properties: StudioNoteProperties = {
      Template: { Bucket: asset.s3BucketName, Key: asset.s3ObjectKey },
      Target: { Bucket: bucket.bucketName, Key: key },
      Values: values,
    };
    this.resource = new CustomResource(this, 'Resource', {
      resourceType: RESOURCE_TYPE,
      serviceToken: writer.functionArn,
      serviceTimeout,
      properties: { ...properties },
    });
  }
}
