import { oc } from '@orpc/contract'
import { z } from 'zod'
import { UnixMs } from './common.ts'

export const reportFormats = ['html', 'md'] as const
export const ReportFormat = z.enum(reportFormats)
export type ReportFormat = z.infer<typeof ReportFormat>

export const reportSections = [
  'cover',
  'summary',
  'equity',
  'calendar',
  'drawdowns',
  'trades',
  'excursions',
  'assumptions',
  'data',
  'strategy',
  'reproduce',
] as const
export const ReportSection = z.enum(reportSections)
export type ReportSection = z.infer<typeof ReportSection>

export const ReportFile = z.object({
  name: z.string(),
  path: z.string(),
  format: ReportFormat,
  run: z.string(),
  bytes: z.number(),
  createdAt: UnixMs,
})
export type ReportFile = z.infer<typeof ReportFile>

export const report = {
  build: oc
    .route({ method: 'POST', path: '/reports/build', summary: 'Write a report of a run' })
    .input(
      z.object({
        run: z.string().min(1),
        formats: z.array(ReportFormat).min(1),
        sections: z.array(ReportSection).optional(),
        out: z.string().optional(),
      }),
    )
    .output(z.object({ files: z.array(ReportFile), command: z.string() })),
  list: oc.route({ method: 'GET', path: '/reports', summary: 'Reports of the workspace' }).output(z.array(ReportFile)),
  read: oc
    .route({ method: 'GET', path: '/reports/read', summary: 'A report as text' })
    .input(z.object({ name: z.string() }))
    .output(z.object({ name: z.string(), format: ReportFormat, text: z.string() })),
  preview: oc
    .route({ method: 'POST', path: '/reports/preview', summary: 'A report as HTML, not written anywhere' })
    .input(z.object({ run: z.string(), sections: z.array(ReportSection).optional() }))
    .output(z.object({ html: z.string() })),
}
