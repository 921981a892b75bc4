/**
 * Some lines as build logs have them, ASCII and in small letters, for what is laid out by how often it comes; nothing
 * else depends on them.
 */
export const TYPICAL_TEXT = `
run actions/checkout@v4 with: repository: acme/orders, fetch-depth: 1, submodules: false
added 728 packages, and audited 729 packages in 26s, 142 packages are looking for funding
npm warn deprecated inflight@1.0.6: this module is not supported, and leaks memory. do not use it.
> orders@2.14.0 test > vitest run --coverage --reporter=default
 ok src/components/cart/total.test.ts (12 tests) 38ms, 14 passed, 3 skipped
error: expected 200 to be 500 at object.<anonymous> (/home/runner/work/orders/src/server/handler.ts:118:24)
    at process.processticksandrejections (node:internal/process/task_queues:95:5)
[info] downloading from central: https://repo.example.org/maven2/org/example/core/3.2.0/core-3.2.0.pom (4.1 kb at 120 kb/s)
[error] failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.0.0:test (default-test) on project service
step 7/14 : copy --from=build /app/dist /usr/share/nginx/html ---> 7d9495d03763
#12 sha256:9f9cb0f4d9bb 3.37mb / 3.37mb 0.4s done, exporting layers, writing image, naming to docker.io/library/web:latest
   compiling serde_json v1.0.108, finished release [optimized] target(s) in 1m 02s
=== run testservercloses --- pass: testservercloses (0.03s) ok github.com/example/pkg/http 0.412s
traceback (most recent call last): file "/usr/lib/python3/site-packages/requests/adapters.py", line 486, in send
get /api/v1/users/42 200 12.4 ms - 512 "user-agent: mozilla/5.0 (x11; linux x86_64)"
warning: unused variable: index, this will be an error in a future release; set environment variable to false
the process completed with exit code 1. connection to database.example.com refused, retrying in 5 seconds (attempt 3 of 10)
`;
