import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda';
import type { Login } from '../platform/basic-auth.ts';

/** A function behind the gateway. */
type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyResultV2>;

/** One route. The first that fits a request answers it. */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'ANY';
  /** `/{base}/ws/ws1.1cws`: a name in braces is one segment of the path, `{name+}` is the whole rest. */
  readonly pattern: string;
  readonly functionName: string;
  readonly handler: HttpHandler;
  /** The login that a body needs: of whoever sends another or none, and where there is no login, no body is read (B-15). */
  readonly login?: Login;
}

export interface RouteMatch {
  readonly route: Route;
  /** Values of the names in braces, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The route that answers a request, or undefined. */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  for (const route of routes) {
    const parameters =
      route.method === 'ANY' || route.method === method ? matchPath(route.pattern, path) : undefined;
    if (parameters !== undefined) {
      return { route, parameters };
    }
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const rest = /^\{(\w+)\+\}$/.exec(segment)?.[1];
    if (rest !== undefined) {
      parameters[rest] = decoded(given.slice(index).join('/'));
      return given.length > index ? parameters : undefined;
    }
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    const value = given[index];
    if (value === undefined || (name === undefined ? value !== segment : value === '')) {
      return undefined;
    }
    if (name !== undefined) {
      parameters[name] = decoded(value);
    }
  }
  return given.length === wanted.length ? parameters : undefined;
}

/** A path with a broken percent sign is passed on as it came, like API Gateway does. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
