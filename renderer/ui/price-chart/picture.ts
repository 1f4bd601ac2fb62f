import type { Chart } from 'klinecharts'

interface LegendText {
  readonly text: string
  readonly colour: string
  readonly font: string
  readonly x: number
  readonly y: number
}

/** The chart as a PNG with its drawings and its legends, which on screen are text of the page above the canvas. */
export async function picture(
  chart: Chart,
  container: HTMLElement,
  background: string,
  /** Drawings and the marked trade, over the upper left of the chart. */
  layer: HTMLCanvasElement,
  legends: readonly LegendText[],
): Promise<Blob> {
  const image = new Image()
  image.src = chart.getConvertPictureUrl(false, 'png', background)
  await image.decode()
  const box = container.getBoundingClientRect()
  const ratio = image.naturalWidth / Math.max(1, Math.floor(box.width))
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth
  canvas.height = image.naturalHeight
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('this browser gave no canvas to draw the picture on')
  ctx.drawImage(image, 0, 0)
  if (layer.width > 0 && layer.height > 0) ctx.drawImage(layer, 0, 0)
  ctx.scale(ratio, ratio)
  ctx.textBaseline = 'middle'
  for (const { text, colour, font, x, y } of legends) {
    ctx.font = font
    ctx.fillStyle = colour
    ctx.fillText(text, x - box.left, y - box.top)
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be encoded as PNG'))),
      'image/png',
    )
  })
}
