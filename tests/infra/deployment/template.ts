import * as z from 'zod/mini';

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()),
  DeletionPolicy: z.optional(z.string()),
  UpdateReplacePolicy: z.optional(z.string()),
  Condition: z.optional(z.string()),
});

const statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
  Condition: z.optional(z.unknown()),
});

const role = z.strictObject({
  AssumeRolePolicyDocument: z.unknown(),
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) })),
});

type Resource = z.infer<typeof resource>;
type Statement = z.infer<typeof statement>;

/** A CloudFormation template whose references are plain texts: `OrderQueue`, `OrderQueue.Arn`, `arn:AWS::Partition:ssm:…`. */
export interface Template {
  /** Logical id → resource. */
  readonly resources: Readonly<Record<string, Resource>>;
  /** Condition → what it says, as it stands in the template. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

export function templateOf(text: string): Template {
  const { Resources, Conditions } = z.parse(
    z.object({ Resources: z.unknown(), Conditions: z.record(z.string(), z.unknown()) }),
    JSON.parse(text),
  );
  return {
    resources: z.parse(z.record(z.string(), resource), withPlainReferences(Resources)),
    conditions: Conditions,
  };
}

/** The resources of one type by logical id. */
export function ofType({ resources }: Template, type: string): Map<string, Resource> {
  return new Map(Object.entries(resources).filter(([, { Type }]) => Type === type));
}

export function properties({ resources }: Template, logicalId: string): Readonly<Record<string, unknown>> {
  const found = resources[logicalId];
  if (found === undefined) {
    throw new Error(`the template has no resource ${logicalId}`);
  }
  return found.Properties;
}

/** Everything that a role's own policies say; fails on a role that has rights from anywhere else. */
export function statementsOf(template: Template, logicalId: string): readonly Statement[] {
  return z
    .parse(role, properties(template, logicalId))
    .Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** What a role may do, one line a right: `sqs:SendMessage on OrderQueue.Arn`. */
export function rightsOf(template: Template, logicalId: string): readonly string[] {
  return statementsOf(template, logicalId).flatMap(({ Action, Resource }) =>
    [Action].flat().map((action) => `${action} on ${Resource}`),
  );
}

function withPlainReferences(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withPlainReferences);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return (
    plainReference(value) ??
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPlainReferences(inner)]))
  );
}

const anyReference = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::Sub': z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
]);

function plainReference(value: object): string | undefined {
  const { data } = z.safeParse(anyReference, value);
  return (
    data &&
    Object.values(data)
      .flat()
      .join('.')
      .replaceAll(/\$\{([^}]+)\}/g, '$1')
  );
}
