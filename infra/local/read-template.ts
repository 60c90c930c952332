/** What the local run reads of the template: which function answers which address, and which runs at which times. */

import * as z from 'zod';
import { resolveIntrinsics } from './resolve-intrinsics.ts';
import type { SynthesizedStack } from './synthesize.ts';

/** The resources of a type, by their logical id. */
export function ofType(stack: SynthesizedStack, type: string) {
  return Object.entries(stack.resources).filter(([, { Type }]) => Type === type);
}

/** What everything is called here: by its logical id, and so is its ARN. */
export function localNames(stack: SynthesizedStack, publicUrl: string, region: string): Map<string, string> {
  return new Map([
    ['AWS::Partition', 'aws'],
    ['AWS::Region', region],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::AccountId', '000000000000'],
    ...Object.keys(stack.resources).flatMap((id): [string, string][] => [
      [id, id],
      [`${id}.Arn`, id],
      [`${id}.ApiEndpoint`, publicUrl],
      [`${id}.RootResourceId`, `${id}.RootResourceId`],
      [`${id}.ProviderURL`, id],
    ]),
  ]);
}

const httpRoute = z.object({ RouteKey: z.string(), Target: z.unknown() });
const httpIntegration = z.object({ IntegrationUri: z.unknown() });

/** The functions' ids by route key, such as `POST /sms`. */
export function httpRoutes(stack: SynthesizedStack, names: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    ofType(stack, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const { RouteKey, Target } = httpRoute.parse(Properties);
      const integrationId = resolveIntrinsics(Target, names).replace('integrations/', '');
      const { IntegrationUri } = httpIntegration.parse(stack.resources[integrationId]?.Properties);
      return [RouteKey, resolveIntrinsics(IntegrationUri, names)];
    }),
  );
}

const restStage = z.object({ RestApiId: z.unknown(), StageName: z.string() });
const restResource = z.object({ ParentId: z.unknown(), PathPart: z.string() });
const restMethod = z.object({
  HttpMethod: z.literal('ANY'),
  ResourceId: z.unknown(),
  RestApiId: z.unknown(),
  Integration: z.object({ ResponseTransferMode: z.literal('STREAM'), Uri: z.unknown() }),
});

/** The functions' ids of the REST APIs' methods, by their paths with the stage in front: `/staff/{proxy+}`. */
export function restRoutes(stack: SynthesizedStack, names: ReadonlyMap<string, string>): Map<string, string> {
  const stages = ofType(stack, 'AWS::ApiGateway::Stage').map(([, { Properties }]) => {
    const { RestApiId, StageName } = restStage.parse(Properties);
    return [resolveIntrinsics(RestApiId, names), StageName] as const;
  });
  const stageOf = new Map(stages);
  const pathOf = (resourceId: string): string => {
    const resource = stack.resources[resourceId];
    if (!resource) return '';
    const { ParentId, PathPart } = restResource.parse(resource.Properties);
    return `${pathOf(resolveIntrinsics(ParentId, names))}/${PathPart}`;
  };
  return new Map(
    ofType(stack, 'AWS::ApiGateway::Method').map(([id, { Properties }]) => {
      const { ResourceId, RestApiId, Integration } = restMethod.parse(Properties);
      const functionId = /\/functions\/([^/]+)\//.exec(resolveIntrinsics(Integration.Uri, names))?.[1];
      if (!functionId) throw new Error(`The method ${id} of the template leads to no function`);
      const stage = stageOf.get(resolveIntrinsics(RestApiId, names));
      return [`/${stage}${pathOf(resolveIntrinsics(ResourceId, names))}`, functionId];
    }),
  );
}

const schedule = z.object({ ScheduleExpression: z.string(), Target: z.object({ Arn: z.unknown() }) });
const MINUTE_MS = 60_000;
const RATE = /^rate\((\d+) minutes?\)$/;

/** Which functions run by themselves, and how often, in milliseconds. */
export function schedules(
  stack: SynthesizedStack,
  names: ReadonlyMap<string, string>,
): { functionId: string; everyMs: number }[] {
  return ofType(stack, 'AWS::Scheduler::Schedule').map(([id, { Properties }]) => {
    const { ScheduleExpression, Target } = schedule.parse(Properties);
    const minutes = Number(RATE.exec(ScheduleExpression)?.[1]);
    if (!minutes) throw new Error(`The local run does not know the schedule ${ScheduleExpression} of ${id}`);
    return { functionId: resolveIntrinsics(Target.Arn, names), everyMs: minutes * MINUTE_MS };
  });
}
