/**
 * The part of the Chrome DevTools Protocol that the stand-in speaks: commands with their parameters and results, and
 * events. See https://chromedevtools.github.io/devtools-protocol/tot/.
 */
type Nothing = Record<string, never>;

export type ExecutionContext = { id: number; name: string; auxData?: { frameId?: string; isDefault?: boolean } };
type FrameInfo = { id: string; url: string; urlFragment?: string; parentId?: string };
type RemoteObject = { type: string; value?: unknown; description?: string };
export type HeaderEntry = { name: string; value: string };
export type PausedRequest = {
  requestId: string;
  frameId: string;
  resourceType: string;
  request: { url: string; method: string; headers: Record<string, string>; hasPostData?: boolean; postData?: string };
};

export type CdpCommands = {
  'Browser.close': { params: Nothing; result: Nothing };
  'Browser.getVersion': { params: Nothing; result: { product: string } };
  'Browser.getWindowForTarget': { params: { targetId: string }; result: { windowId: number } };
  'Browser.setWindowBounds': {
    params: {
      windowId: number;
      bounds: {
        left?: number;
        top?: number;
        width?: number;
        height?: number;
        windowState?: 'normal' | 'minimized' | 'maximized';
      };
    };
    result: Nothing;
  };
  'Browser.setPermission': {
    params: { permission: { name: string }; setting: 'granted' | 'denied'; origin: string };
    result: Nothing;
  };
  'Emulation.setDeviceMetricsOverride': {
    params: { width: number; height: number; deviceScaleFactor: number; mobile: boolean };
    result: Nothing;
  };
  'Emulation.setEmulatedMedia': { params: { features: { name: string; value: string }[] }; result: Nothing };
  'Emulation.setFocusEmulationEnabled': { params: { enabled: boolean }; result: Nothing };
  'Fetch.continueRequest': { params: { requestId: string }; result: Nothing };
  'Fetch.enable': { params: { patterns: { urlPattern: string; resourceType?: string }[] }; result: Nothing };
  'Fetch.failRequest': {
    params: { requestId: string; errorReason: 'Aborted' | 'BlockedByClient' | 'Failed' };
    result: Nothing;
  };
  'Fetch.fulfillRequest': {
    params: { requestId: string; responseCode: number; responseHeaders?: HeaderEntry[]; body?: string };
    result: Nothing;
  };
  'Inspector.enable': { params: Nothing; result: Nothing };
  'Network.emulateNetworkConditions': {
    params: { offline: boolean; latency: number; downloadThroughput: number; uploadThroughput: number };
    result: Nothing;
  };
  'Page.addScriptToEvaluateOnNewDocument': {
    params: { source: string; worldName?: string };
    result: { identifier: string };
  };
  'Page.captureScreenshot': { params: Nothing; result: { data: string } };
  'Page.printToPDF': {
    params: {
      printBackground: boolean;
      displayHeaderFooter: boolean;
      headerTemplate: string;
      footerTemplate: string;
      marginTop: number;
      marginBottom: number;
      marginLeft: number;
      marginRight: number;
    };
    result: { data: string };
  };
  'Page.crash': { params: Nothing; result: Nothing };
  'Page.enable': { params: Nothing; result: Nothing };
  'Page.getFrameTree': { params: Nothing; result: { frameTree: { frame: FrameInfo } } };
  'Page.handleJavaScriptDialog': { params: { accept: boolean }; result: Nothing };
  'Page.navigate': { params: { url: string }; result: { loaderId?: string; errorText?: string } };
  'Page.reload': { params: { ignoreCache?: boolean }; result: Nothing };
  'Page.removeScriptToEvaluateOnNewDocument': { params: { identifier: string }; result: Nothing };
  'Runtime.addBinding': { params: { name: string; executionContextName: string }; result: Nothing };
  'Runtime.enable': { params: Nothing; result: Nothing };
  'Runtime.evaluate': {
    params: {
      expression: string;
      contextId?: number;
      awaitPromise?: boolean;
      returnByValue?: boolean;
      userGesture?: boolean;
    };
    result: { result: RemoteObject; exceptionDetails?: { text: string; exception?: RemoteObject } };
  };
  'Runtime.runIfWaitingForDebugger': { params: Nothing; result: Nothing };
  'Target.closeTarget': { params: { targetId: string }; result: Nothing };
  'Target.createTarget': {
    params: { url: string; newWindow: boolean; width: number; height: number; left?: number; top?: number };
    result: { targetId: string };
  };
  'Target.setAutoAttach': {
    params: { autoAttach: boolean; waitForDebuggerOnStart: boolean; flatten: boolean; filter: { type: string }[] };
    result: Nothing;
  };
  'Target.setDiscoverTargets': { params: { discover: boolean }; result: Nothing };
};

export type CdpEvents = {
  'Fetch.requestPaused': PausedRequest;
  'Page.domContentEventFired': { timestamp: number };
  'Page.frameNavigated': { frame: FrameInfo };
  'Page.frameRequestedNavigation': {
    frameId: string;
    url: string;
    disposition: 'currentTab' | 'newTab' | 'newWindow' | 'download';
  };
  'Page.frameStartedLoading': { frameId: string };
  'Page.frameStoppedLoading': { frameId: string };
  'Page.javascriptDialogOpening': { message: string };
  'Page.loadEventFired': { timestamp: number };
  'Page.navigatedWithinDocument': { frameId: string; url: string };
  'Page.windowOpen': { url: string; windowName: string; windowFeatures: string[] };
  'Runtime.bindingCalled': { name: string; payload: string; executionContextId: number };
  'Runtime.consoleAPICalled': {
    type: string;
    args: RemoteObject[];
    stackTrace?: { callFrames: { url: string; lineNumber: number }[] };
  };
  'Runtime.executionContextCreated': { context: ExecutionContext };
  'Runtime.executionContextDestroyed': { executionContextId: number };
  'Runtime.executionContextsCleared': Nothing;
  'Target.attachedToTarget': { sessionId: string; targetInfo: { targetId: string } };
  'Target.detachedFromTarget': { sessionId: string };
  'Target.targetCrashed': { targetId: string; status: string; errorCode: number };
  'Target.targetDestroyed': { targetId: string };
};
