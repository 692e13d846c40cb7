import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.CatalogManager;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectIdentifier;

/**
 * A Flink cluster in this process, with the statements of a note as its job. It answers on the port of its REST interface, which also ends the job.
 *
 * Arguments: the port, a file with the statements as a JSON array, the endpoint that every table's stream is reached through.
 */
public final class StudioMain {
  public static void main(String[] arguments) throws Exception {
    endWithParent();
    try {
      run(arguments);
    } catch (Exception | LinkageError error) {
      error.printStackTrace();
      // Flink's own threads would keep the process
      System.exit(1);
    }
  }

  private static void run(String[] arguments) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("rest.address", "127.0.0.1");
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("rest.port", arguments[0]);
    configuration.setString("rest.bind-port", arguments[0]);
    configuration.setString("jobmanager.bind-host", "127.0.0.1");
    configuration.setString("taskmanager.bind-host", "127.0.0.1");
    configuration.setString("taskmanager.numberOfTaskSlots", "1");
    configuration.setString("taskmanager.memory.network.min", "16m");
    configuration.setString("taskmanager.memory.network.max", "16m");
    configuration.setString("taskmanager.memory.managed.size", "32m");
    configuration.setString("metrics.fetcher.update-interval", "200");
    MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
        .setConfiguration(configuration).setNumTaskManagers(1).setNumSlotsPerTaskManager(1).setCommonBindAddress("127.0.0.1").build());
    cluster.start();

    StreamExecutionEnvironment execution = StreamExecutionEnvironment.createRemoteEnvironment("127.0.0.1", Integer.parseInt(arguments[0]));
    execution.setParallelism(1);
    TableEnvironment environment = StreamTableEnvironment.create(execution);
    environment.getConfig().getConfiguration().setString("table.local-time-zone", "UTC");
    JsonNode statements = new ObjectMapper().readTree(Files.readString(Path.of(arguments[1])));
    for (JsonNode statement : statements) {
      environment.executeSql(statement.asText());
      reachThrough(environment, arguments[2]);
    }
    Thread.currentThread().join();
  }

  /** Leads the streams of all tables to another endpoint; the rest of them stays as the statements made it. */
  private static void reachThrough(TableEnvironment environment, String endpoint) {
    CatalogManager catalog = ((TableEnvironmentInternal) environment).getCatalogManager();
    for (String name : List.of(environment.listTemporaryTables())) {
      ObjectIdentifier identifier = ObjectIdentifier.of(environment.getCurrentCatalog(), environment.getCurrentDatabase(), name);
      CatalogTable table = (CatalogTable) catalog.getTable(identifier).orElseThrow().getTable();
      if (endpoint.equals(table.getOptions().get("aws.endpoint"))) continue;
      Map<String, String> options = new HashMap<>(table.getOptions());
      options.put("aws.endpoint", endpoint);
      catalog.dropTemporaryTable(identifier, false);
      catalog.createTemporaryTable(table.copy(options), identifier, false);
    }
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
