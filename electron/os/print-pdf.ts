import { BrowserWindow } from 'electron';

/**
 * A page of ours as PDF, on US letter paper with page numbers. The page is a whole HTML document without anything to load;
 * it is shown in a hidden window that runs no script and speaks to nobody.
 */
export async function printPdf(html: string): Promise<Uint8Array> {
  const window = new BrowserWindow({
    show: false,
    width: 816,
    height: 1056,
    title: 'Deskline receipt',
    skipTaskbar: true,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, javascript: false },
  });
  try {
    const dataUrl = `data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`;
    await window.loadURL(dataUrl);
    return await window.webContents.printToPDF({
      pageSize: 'Letter',
      printBackground: true,
      margins: { top: 0.6, bottom: 0.7, left: 0.6, right: 0.6 },
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate:
        '<div style="width:100%;font-size:8px;text-align:center;color:#555">Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>',
    });
  } finally {
    window.destroy();
  }
}
