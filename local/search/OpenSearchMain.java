import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;

import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node on the loopback address: HTTP port, data folder. */
public final class OpenSearchMain {
  public static void main(String[] arguments) throws Exception {
    endWithParent();
    new OpenSearchRunner()
        .onBuild((number, settings) -> {
          settings.put("network.host", "127.0.0.1");
          settings.put("http.port", arguments[0]);
          // nobody but the node itself uses it: any port that is free
          settings.put("transport.port", "0");
        })
        .build(newConfigs().basePath(arguments[1]).clusterName("local").numOfNode(1).useLogger());
    Thread.currentThread().join();
  }

  /** Standard input is a pipe held open by the parent: its end is the parent's end. */
  private static void endWithParent() {
    Thread watchdog = new Thread(() -> {
      try {
        while (System.in.read() >= 0) {
          continue;
        }
      } catch (java.io.IOException gone) {
        System.err.println("standard input: " + gone.getMessage());
      }
      Runtime.getRuntime().halt(1);
    });
    watchdog.setDaemon(true);
    watchdog.start();
  }
}
