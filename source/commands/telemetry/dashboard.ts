import { grafanaDashboard } from '../../core/dashboard/grafana.ts';
import type { Handler } from '../spec.ts';

/** `telemetry dashboard`: a Grafana dashboard on stdout, ready to import. */
export const telemetryDashboard: Handler = (_invocation, context) => {
	context.print(JSON.stringify(grafanaDashboard(), null, 2));
	return 0;
};
