import { MACHINERY_PANELS, type Panel, RUN_PANELS } from './panels.ts';

const COLUMNS = 24;
const SIZES = { stat: { w: 6, h: 4 }, timeseries: { w: 12, h: 8 } } as const;
const DATASOURCE = { type: 'prometheus', uid: '$datasource' };

interface Placed {
	readonly panels: readonly object[];
	readonly nextRow: number;
}

/** One panel after the other, figures four and charts two in a row. */
function place(panels: readonly Panel[], firstRow: number, firstId: number): Placed {
	let [x, y, rowHeight] = [0, firstRow, 0];
	const placed = panels.map(({ title, kind, unit, query, legend }, index) => {
		const { w, h } = SIZES[kind];
		if (x + w > COLUMNS || (rowHeight > 0 && h !== rowHeight)) [x, y, rowHeight] = [0, y + rowHeight, 0];
		const gridPos = { x, y, w, h };
		[x, rowHeight] = [x + w, h];
		return {
			id: firstId + index,
			title,
			type: kind,
			gridPos,
			datasource: DATASOURCE,
			fieldConfig: { defaults: { unit }, overrides: [] },
			targets: [{ refId: 'A', datasource: DATASOURCE, expr: query, legendFormat: legend }],
		};
	});
	return { panels: placed, nextRow: y + rowHeight };
}

const row = (title: string, y: number, id: number) => ({
	id,
	title,
	type: 'row',
	collapsed: false,
	gridPos: { x: 0, y, w: COLUMNS, h: 1 },
	panels: [],
});

/** A dashboard for Grafana, over a VictoriaMetrics that the otlp sink writes to. */
export function grafanaDashboard(): object {
	const runs = place(RUN_PANELS, 1, 2);
	const machineryId = RUN_PANELS.length + 2;
	const machinery = place(MACHINERY_PANELS, runs.nextRow + 1, machineryId + 1);
	return {
		title: 'murmur8',
		uid: 'murmur8',
		tags: ['murmur8'],
		timezone: 'browser',
		schemaVersion: 39,
		refresh: '5m',
		time: { from: 'now-7d', to: 'now' },
		templating: {
			list: [
				{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Data source' },
				{
					name: 'project',
					type: 'query',
					label: 'Project',
					datasource: DATASOURCE,
					query: 'label_values({__name__="murmur8.run.total"}, service.instance.id)',
					includeAll: true,
					allValue: '.*',
					multi: true,
					refresh: 2,
				},
			],
		},
		panels: [
			row('Runs', 0, 1),
			...runs.panels,
			row('Machinery (audience on or operator-only)', runs.nextRow, machineryId),
			...machinery.panels,
		],
	};
}
